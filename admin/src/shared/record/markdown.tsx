// The text of a comment: a little Markdown, made into elements and never into HTML.
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import type { ReactNode } from 'react';

const inline = /(?<code>`[^`\n]+`)|\*\*(?<bold>[^*\n]+)\*\*|(?<![\w*])\*(?<italic>[^*\n]+)\*(?![\w*])|@\[(?<name>[^\]\n]+)\]\([A-Za-z0-9+/=]+\)|\[(?<label>[^\]\n]+)\]\((?<href>https?:\/\/[^\s)]+)\)|(?<url>https?:\/\/[^\s<>()]+[^\s<>().,;:!?])/g;

const outside = (href: string, label: string, key: number): ReactNode => (
  <Link key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">{label}</Link>
);

function pieceOf({ code, bold, italic, name, label, href, url }: Record<string, string | undefined>, key: number): ReactNode {
  if (code) return <Box key={key} component="code" sx={{ px: 0.5, borderRadius: 0.5, bgcolor: 'quiet.wash' }}>{code.slice(1, -1)}</Box>;
  if (bold) return <strong key={key}>{bold}</strong>;
  if (italic) return <em key={key}>{italic}</em>;
  if (name) return <Box key={key} component="span" sx={{ color: 'primary.main', fontWeight: 560 }}>@<bdi>{name}</bdi></Box>;
  if (href) return outside(href, label ?? href, key);
  return outside(url ?? '', url ?? '', key);
}

function line(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(inline)) {
    parts.push(text.slice(at, match.index), pieceOf(match.groups ?? {}, match.index + 1));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

/** Paragraphs, line ends and lists of a text. */
export function Markdown({ text }: { text: string }) {
  const blocks = text.split(/\n{2,}/);
  return (
    <Box sx={{ overflowWrap: 'anywhere', '& p, & ul': { m: 0, mt: 0.5 }, '& ul': { paddingInlineStart: 2.5 } }}>
      {blocks.map((block, index) => {
        const lines = block.split('\n');
        if (lines.every((each) => /^[-*] /.test(each))) {
          // Text has no ids: a block is known by its place.
          // oxlint-disable-next-line react/no-array-index-key
          return <ul key={index}>{lines.map((each, place) => <li key={place}>{line(each.slice(2))}</li>)}</ul>;
        }
        // oxlint-disable-next-line react/no-array-index-key
        return <p key={index} style={{ whiteSpace: 'pre-line' }}>{line(block)}</p>;
      })}
    </Box>
  );
}

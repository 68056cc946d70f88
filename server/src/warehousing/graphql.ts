// The face of warehousing: bins, transfers, pick lists, counts.
import './binsFace.ts';
import './countsFace.ts';
import './pickListsFace.ts';
import './reports.ts';
import './transfersFace.ts';

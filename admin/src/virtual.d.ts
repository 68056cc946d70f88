/** Where a locale's texts are: made by the build (texts.ts beside vite.config.ts). */
declare module 'virtual:texts/en' {
  const url: string;
  export default url;
}

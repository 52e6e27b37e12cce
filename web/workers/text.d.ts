declare module "*.py" {
  const text: string;
  export default text;
}
declare module "*.mplstyle" {
  const text: string;
  export default text;
}

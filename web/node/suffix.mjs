// Lets Node find `./rows` as `./rows.ts`, as the bundler does. Import it before any module that imports another.
import { registerHooks } from "node:module";

registerHooks({
  resolve(name, context, next) {
    return next(/^\.{1,2}\/(?:.*\/)?[a-z]+$/.test(name) ? `${name}.ts` : name, context);
  },
});

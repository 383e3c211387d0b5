/** All words that people read, an area per file, ready for translation. */

export { common } from "./common";
export { channels } from "./channels";
export { inbox } from "./inbox";
export { settings } from "./settings";
export { shell } from "./shell";
export { signIn } from "./sign-in";

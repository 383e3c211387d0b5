/** All words that people read, an area per file, ready for translation. */

export { agents } from "./agents";
export { apiKeys } from "./api-keys";
export { common } from "./common";
export { analytics } from "./analytics";
export { audit } from "./audit";
export { backups } from "./backups";
export { campaigns } from "./campaigns";
export { channels } from "./channels";
export { contacts } from "./contacts";
export { firstSteps } from "./first-steps";
export { importing } from "./importing";
export { inbox } from "./inbox";
export { incidents } from "./incidents";
export { jobs } from "./jobs";
export { memory } from "./memory";
export { people } from "./people";
export { phone } from "./phone";
export { settings } from "./settings";
export { shell } from "./shell";
export { signIn } from "./sign-in";
export { spin } from "./spin";
export { templates } from "./templates";
export { usage } from "./usage";
export { webhooks } from "./webhooks";

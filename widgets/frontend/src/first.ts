// What runs in voila's page before any view.

import { rescue } from "./rescue";

rescue();

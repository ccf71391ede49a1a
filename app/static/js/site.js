/* Small comforts for every page. Nothing here is needed to read a page or to send a form. */
"use strict";

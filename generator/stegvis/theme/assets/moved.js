function n(o,e){let t=o.querySelector(e);if(!t)throw new Error(`the page has no ${e}`);return t}var{href:r}=n(document,"a[data-moved]");location.replace(r+location.search+location.hash);

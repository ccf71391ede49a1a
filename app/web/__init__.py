"""What every page shares: access, errors, headers, locale, paging, templating."""

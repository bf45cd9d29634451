#pragma once

#include "site/visit.h"

namespace dateline::site {

Result<net::Response> api_page(const Context&, const Visit&);  // /api

}  // namespace dateline::site

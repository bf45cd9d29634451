// Must not compile; the test site.refuses_an_unsafe_template says so.
#include "site/html.h"

dateline::site::Html unsafe(const std::string& from_outside) {
  return dateline::site::html("<a href={}>x</a>", from_outside);
}

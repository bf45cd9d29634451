#pragma once
// For tests: what feedparser's own cases expect, a Python expression in the first comment of each file, evaluated on
// what we read. Only as much of Python as those cases use.

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

namespace dateline::wire::testing {

enum class Verdict {
  kHolds,
  kFails,
  kNotOurs,  ///< It is about something that we do not read, or is written in a way that we do not understand.
};

/// Compares a value of ours with a literal; `path` is "entries.title_detail.value", without indices.
using Same =
    std::function<bool(std::string_view path, const boost::json::value& ours, const boost::json::value& wanted)>;
/// Whether the field with this path is one that we have.
using Known = std::function<bool(std::string_view path)>;

/// `model` has the names of feedparser: {"bozo": false, "feed": {..}, "entries": [..]}. Tuples are lists.
Verdict evaluate(std::string_view expression, const boost::json::object& model, const Known& known, const Same& same);

}  // namespace dateline::wire::testing

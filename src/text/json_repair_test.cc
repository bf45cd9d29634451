#include "text/json_repair.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace dateline::text {
namespace {

RC_GTEST_PROP(JsonRepair, LeavesWhatIsRight, ()) {
  const auto text = *rc::gen::element<std::string>(R"({"a": [1, 2, {"b": "c \" d \\ \u0041"}], "e": null})",
                                                   R"(["x", "y: z", "{", "]"])", R"("text")", "{}");
  RC_ASSERT(repair_json(text, false) == text);
}

TEST(JsonRepair, MendsWhatTemplatesBreak) {
  EXPECT_EQ(repair_json("<!-- {\"a\": \"one\ntwo\"} -->", false), R"({"a": "one two"})");
  EXPECT_EQ(repair_json(R"({"a": "it\'s"})", false), R"({"a": "it's"})");
  EXPECT_EQ(repair_json(R"({"a": ["b)", false), R"({"a": ["b"]})");
  EXPECT_EQ(repair_json(R"({"a": "the "old" town", "b": 1})", true), R"({"a": "the \"old\" town", "b": 1})");
}

}  // namespace
}  // namespace dateline::text

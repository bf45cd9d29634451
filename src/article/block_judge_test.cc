#include "article/block_judge.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace dateline::article {
namespace {

/// Down each tree by itself, as block_judge.h describes them.
float walked_down(const BlockFeatures& block) {
  constexpr std::size_t kTreesBetweenLooks = 8;
  constexpr float kHopeless = -2.5;
  const auto [nodes, starts] = block_trees();
  float sum = 0;
  for (std::size_t tree = 0; tree < starts.size(); ++tree) {
    const TreeNode* const first = &nodes[starts[tree]];
    const TreeNode* node = first;
    while (node->feature != TreeNode::kLeaf) node = first + node->low + !(block[node->feature] < node->value);
    sum += node->value;
    if ((tree + 1) % kTreesBetweenLooks == 0 && sum < kHopeless) break;
  }
  return sum;
}

/// Paragraphs that go every way: each feature is a value at which some split parts, or near it.
std::vector<BlockFeatures> sample_blocks(std::size_t count, std::uint64_t seed) {
  std::vector<std::vector<float>> values(kBlockFeatures, std::vector<float>{0});
  for (const TreeNode& node : block_trees().nodes) {
    if (node.feature == TreeNode::kLeaf) continue;
    for (const float apart : {-0.5f, 0.0f, 0.5f}) values[node.feature].push_back(node.value + apart);
  }
  const auto next = [&seed] { return seed = seed * 6364136223846793005 + 1442695040888963407, seed >> 33; };
  std::vector<BlockFeatures> blocks(count);
  for (BlockFeatures& block : blocks) {
    for (std::size_t i = 0; i < kBlockFeatures; ++i) block[i] = values[i][next() % values[i].size()];
  }
  return blocks;
}

TEST(BlockJudge, SaysOfManyWhatTheTreesSayOfEach) {
  // Fewer than are judged at once, as many, and more.
  for (const std::size_t count : {0, 1, 2, 15, 16, 17, 100}) {
    const std::vector<BlockFeatures> blocks = sample_blocks(count, count);
    const std::vector<float> judged = judge(blocks);
    ASSERT_EQ(judged.size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(judged[i], walked_down(blocks[i])) << i << " of " << count;
  }
}

TEST(BlockJudge, GivesUpSomeOfTheSamplesAndNotOthers) {
  // Or the fact above would say nothing about giving up.
  int hopeless = 0, hopeful = 0;
  for (const float odds : judge(sample_blocks(100, 100))) ++(odds < -2.5f ? hopeless : hopeful);
  EXPECT_GT(hopeless, 0);
  EXPECT_GT(hopeful, 0);
}

}  // namespace
}  // namespace dateline::article

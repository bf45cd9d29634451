#pragma once
// Inside article/: how sure it is that a paragraph is of the report, by what was learnt from pages whose text is known.

#include <cstdint>
#include <span>
#include <vector>

#include "article/block_features.h"

namespace dateline::article {

/// A node of a boosted tree. At a leaf, `value` is what it adds; else the next is `low` when the feature is below
/// `value`, and the one after that when not.
struct TreeNode {
  static constexpr std::uint8_t kLeaf = 255;
  std::uint8_t feature;
  std::uint8_t low;  ///< Counted from the tree's first node.
  float value;
};

/// The trees one behind the other, and where each starts.
struct Trees {
  std::span<const TreeNode> nodes;
  std::span<const std::uint16_t> starts;
};
/// Of block_trees.cc, which train/body_trees makes.
Trees block_trees();

/// Of each paragraph: log-odds that it is of the report.
std::vector<float> judge(std::span<const BlockFeatures> blocks);

}  // namespace dateline::article

// Made by train/headline_weights from pages whose headline people wrote down; do not edit by hand.
#include "article/headline.h"

namespace dateline::article {

constinit const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights{
    -0.0918, 0.5987,  0.3463,  -0.1618, 0.2402,  0.6910,  0.0076,  -0.3048, 0.1748, 0.6097,
    1.0920,  0.5306,  -0.4554, -0.0513, -0.1834, 0.4538,  1.0672,  0.7965,  0.4876, 0.1620,
    -0.3454, -0.2840, 0.5537,  -0.4582, -1.2081, -0.9058, -0.1441, -0.3454, -0.2210};

}  // namespace dateline::article

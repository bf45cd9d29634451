// Made by train/headline_weights from pages whose headline people wrote down; do not edit by hand.
#include "article/headline.h"

namespace dateline::article {

constinit const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights{
    -0.0894, 0.8254,  -0.1442, -0.2369, 0.9834, 0.5433, -0.0687, -0.8494, 0.6647,  0.5588,  0.2975, 0.3290,
    -0.5937, -0.6268, 0.0716,  -0.0628, 1.2940, 0.7477, 1.1281,  0.5098,  -1.2148, -0.3022, 0.5641, -0.9474,
    -1.6584, -0.2749, -0.3345, -1.3918, 2.6869, 1.4571, -0.1242, 0.2396,  -0.4988, -0.5535};

}  // namespace dateline::article

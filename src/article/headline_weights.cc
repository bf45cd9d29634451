// Made by train/headline_weights from pages whose headline people wrote down; do not edit by hand.
#include "article/headline.h"

namespace dateline::article {

constinit const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights{
    0.1133,  0.8425,  -0.1530, -0.2606, 1.3407, 0.8136, -0.0948, -0.4518, 0.8585,  0.6459,  0.1815, 0.6791,
    -0.7517, -0.9444, -0.2178, -0.5141, 1.0731, 0.5353, 1.1947,  0.3415,  -1.1763, -0.3484, 0.4918, -0.9259,
    -1.7381, -0.2581, -0.3295, -1.1753, 2.8566, 1.5940, 0.0200,  0.2896,  -0.5138, -0.5185};

}  // namespace dateline::article

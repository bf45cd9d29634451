// Made by train/story_weights from labelled streams; do not edit by hand.
#include "story/evidence.h"

namespace dateline::story {

constinit const Model kReportModel{-4.9718,
    {1.0318, -0.2578, 0.7134, 0.8668, 6.1474, -0.2055, 0.6280, -1.0724, -1.0329, 3.2377, -0.5432}};
constinit const Model kTextModel{-3.3101,
    {2.0239, -0.3064, 1.3096, 15.5116, -4.8317, 2.1301, -2.2453, -1.0724, -1.0329, 0.0000, -0.5153}};
constinit const Model kHeadlineModel{0.9468,
    {3.2707, -1.0362, -2.0285, 2.0538, 10.0244, 0.0000, -11.8025, -0.5627, -0.7693, 0.0000, -1.1648}};

}  // namespace dateline::story

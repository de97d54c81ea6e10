using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Run;

/// <summary>Each reward less the mean of its group: what an estimator is whose groups matter.</summary>
internal sealed class CenteredAdvantages(bool isGroupLocal = true) : IAdvantages
{
    public string Version => "centered";

    public bool IsGroupLocal => isGroupLocal;

    public bool ComparesSiblings => true;

    public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch) => batch.Select(group =>
    {
        var mean = group.Rewards.Where(reward => reward is not null).DefaultIfEmpty(0).Average();
        return new GroupAdvantages.ByCompletion([.. group.Rewards.Select(reward => reward - mean)]);
    });
}

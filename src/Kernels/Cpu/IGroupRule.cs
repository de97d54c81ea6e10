using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>What distinguishes one group-relative estimator from another: the factor on the deviation from the group's mean.</summary>
internal interface IGroupRule
{
    /// <summary>False where the factor does not depend on the squared deviations, which are then not computed.</summary>
    static abstract bool ReadsSquares { get; }

    /// <summary>What a lone completion gets.</summary>
    GroupOfOne GroupOfOne { get; }

    /// <summary>The factor of a lone completion under <see cref="GroupOfOne.RawReward"/>.</summary>
    double ScaleOfOne { get; }

    /// <summary>What of the factor depends on the sizes alone, for eight groups.</summary>
    /// <param name="counts">Their completions, each at least 2 where the lane is used.</param>
    TOctet Prepare<TOctet>(TOctet counts)
        where TOctet : unmanaged, IOctet<TOctet>;

    /// <summary>Eight groups' factors.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> gave for them.</param>
    /// <param name="squares">Their squared deviations, summed.</param>
    TOctet Scale<TOctet>(TOctet prepared, TOctet squares)
        where TOctet : unmanaged, IOctet<TOctet>;
}

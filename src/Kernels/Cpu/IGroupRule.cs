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

    /// <summary>Whether the rule's own numbers lie so far within float's range that factors can be found in float.</summary>
    bool FitsFloat { get; }

    /// <summary>What of the factor depends on the sizes alone, for a group a lane.</summary>
    /// <param name="counts">Their completions, each at least 2 where the lane is used.</param>
    TLanes Prepare<TLanes>(TLanes counts)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>The groups' factors.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> gave for them.</param>
    /// <param name="squares">Their squared deviations, summed.</param>
    TLanes Scale<TLanes>(TLanes prepared, TLanes squares)
        where TLanes : unmanaged, ILanes<TLanes>;
}

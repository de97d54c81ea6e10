namespace Rlar.Kernels.Advantages;

/// <summary>
/// What an estimator does to one group, for all but two of them: A = ((r - origin) - offset) scale. Scale 0 gives exactly 0.
/// </summary>
/// <param name="Origin">Subtracted first.</param>
/// <param name="Offset">Subtracted from the difference.</param>
/// <param name="Scale">Multiplies what remains.</param>
internal readonly record struct GroupTransform(double Origin, double Offset, double Scale)
{
    /// <summary>Every advantage of the group is 0.</summary>
    internal static GroupTransform Zero => default;

    /// <summary>The advantage of a reward.</summary>
    internal double Apply(double reward) => Scale != 0 ? (reward - Origin - Offset) * Scale : 0;

    /// <summary>Subtracts the group's mean, then scales; knows the constant group and the group of one.</summary>
    /// <param name="moments">The group's moments.</param>
    /// <param name="groupOfOne">What a lone completion gets.</param>
    /// <param name="scale">The factor for a group of two or more.</param>
    /// <param name="scaleOfOne">The factor for a lone completion under <see cref="GroupOfOne.RawReward"/>.</param>
    internal static GroupTransform Centred(in GroupMoments moments, GroupOfOne groupOfOne, double scale, double scaleOfOne = 1) =>
        moments.Count == 1 ? (groupOfOne == GroupOfOne.RawReward ? new GroupTransform(0, 0, scaleOfOne) : Zero)
        : moments.AllEqual ? Zero
        : new GroupTransform(moments.Origin, moments.Offset, scale);
}

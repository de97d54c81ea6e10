namespace Rlar.Grpo.Advantages;

/// <summary>A shaping step that sees the whole batch: it joins components, adds one, or shapes rewards by step.</summary>
/// <param name="arguments">Its name.</param>
/// <param name="apply">What it does.</param>
internal sealed class WholeStep(ShapingArguments arguments, Action<ShapedRewards> apply) : IRewardShaping
{
    /// <inheritdoc/>
    public string Name { get; } = arguments.Name;

    /// <inheritdoc/>
    public string Text { get; } = arguments.Canonical;

    /// <inheritdoc/>
    public bool IsGroupLocal { get; init; } = true;

    /// <inheritdoc/>
    public required ShapingInputs Needs { get; init; }

    /// <inheritdoc/>
    public void Apply(ShapedRewards rewards) => apply(rewards);
}

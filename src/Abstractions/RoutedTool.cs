namespace Rlar;

/// <summary>One tool of a route.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Weight">Its share of the reward, above 0; a shaper's factor.</param>
/// <param name="Calibration">The values that count as worst and best, where they are not those of the card's range.</param>
public readonly record struct RoutedTool(IRewardTool Tool, double Weight, ValueRange? Calibration = null)
{
    /// <summary>
    /// What a value is worth, between 0.0 and 1.0, where a scale was fitted to the tool's values; it never falls as the value gets better. It comes before the
    /// calibration. Default none.
    /// </summary>
    public Func<double, double>? Scale { get; init; }

    /// <summary>A value of the tool as a reward: mapped to 0..1 by the scale or else the calibration; a shaper's value stays as it is.</summary>
    /// <param name="value">The value.</param>
    public double ToReward(double value) =>
        Tool.Card.Kind == ToolKind.Shaper ? value : Scale is { } scale ? scale(value) : (Calibration ?? Tool.Card.Range).ToReward(value);
}

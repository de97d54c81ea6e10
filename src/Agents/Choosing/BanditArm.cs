using System.Text.Json.Serialization;

namespace Rlar.Agents.Choosing;

/// <summary>A tool that a bandit may choose, with what is believed of its worth: a beta distribution.</summary>
/// <param name="Tool">Its id.</param>
/// <param name="Successes">The first parameter, above 0: worth seen so far, the prior's included. 1 where nothing is known.</param>
/// <param name="Failures">The second parameter, above 0: worth missed so far. 1 where nothing is known.</param>
/// <param name="Cost">What a call costs, in units of worth, from 0 on: it is taken off what is drawn. Default 0.</param>
public sealed record BanditArm(string Tool, double Successes, double Failures, double Cost = 0)
{
    /// <summary>The mean of what is believed, a value between 0.0 and 1.0.</summary>
    [JsonIgnore]
    public double Mean => Successes / (Successes + Failures);

    /// <summary>An arm whose prior is a measured rate, as a gate's report has it.</summary>
    /// <param name="tool">The tool's id.</param>
    /// <param name="rate">The rate, a value between 0.0 and 1.0: the share of held-out pairs in the right order.</param>
    /// <param name="weight">How many observations the measure counts for, from 0 on; fewer than it had where the task is another one.</param>
    /// <param name="cost">What a call costs.</param>
    public static BanditArm Of(string tool, double rate, double weight, double cost = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        return new BanditArm(tool, 1 + (rate * weight), 1 + ((1 - rate) * weight), cost);
    }
}

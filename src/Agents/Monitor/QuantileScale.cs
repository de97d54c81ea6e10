using System.Text.Json.Serialization;

namespace Rlar.Agents.Monitor;

/// <summary>
/// The share of the sample below a value, equal ones counted half (the empirical distribution function at mid-rank): the sample's own values
/// are worth 0.5 on average, whatever the tool's range and shape, and how far out an outlier lies does not matter.
/// </summary>
public sealed class QuantileScale : CommonScale
{
    private readonly double[] _sorted;

    /// <summary>Calibrates a scale.</summary>
    /// <param name="values">A sample of the tool's values in any order, finite, at least one.</param>
    /// <exception cref="ArgumentException">None, or one that is not finite.</exception>
    [JsonConstructor]
    public QuantileScale(IReadOnlyList<double> values)
    {
        _sorted = Finite(values, nameof(values));
        Array.Sort(_sorted);
    }

    /// <summary>The sample, ascending.</summary>
    public IReadOnlyList<double> Values => _sorted;

    private protected override double Scaled(double value)
    {
        var (below, upTo) = (Below(value, orEqual: false), Below(value, orEqual: true));
        return (below + upTo) / (2.0 * _sorted.Length);
    }

    private int Below(double value, bool orEqual)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle] < value || (orEqual && _sorted[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

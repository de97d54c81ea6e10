using System.Text.Json.Serialization;
using Rlar.Kernels;
using Rlar.Kernels.Reference;

namespace Rlar.Agents.Monitor;

/// <summary>
/// PAR, preference as reward (arXiv 2502.18770): the mean over reference answers of sigmoid(k (r - r_ref)), the chance that the answer is preferred to a
/// reference answer where the tool is a reward model of Bradley and Terry. Here the references are the tool's and not the prompt's; the formula is the
/// shaping kernel's (<see cref="Kernels.Shaping.IShapingKernels.PreferenceAsReward"/>).
/// </summary>
public sealed class ParScale : CommonScale
{
    private const double Largest = 1e150; // what the kernel takes; far beyond it the sigmoid is 0 or 1 anyway

    private readonly double[] _references;
    private readonly ReferenceShaping _shaping = new();

    /// <summary>Calibrates a scale.</summary>
    /// <param name="references">The tool's values of reference answers, finite, at least one.</param>
    /// <param name="slope">k, finite, above 0; the paper's is 1.</param>
    /// <exception cref="ArgumentException">No value, one that is not finite or above 1e150 in magnitude, or a slope that is not above 0.</exception>
    [JsonConstructor]
    public ParScale(IReadOnlyList<double> references, double slope)
    {
        _references = Finite(references, nameof(references));
        if (_references.Any(value => Math.Abs(value) > Largest))
            throw new ArgumentException($"Values of reference answers are at most {Largest} in magnitude.", nameof(references));
        Slope = slope > 0 && double.IsFinite(slope) ? slope : throw new ArgumentException($"The slope must be finite and above 0, not {slope}.", nameof(slope));
    }

    /// <summary>The values of the reference answers.</summary>
    public IReadOnlyList<double> References => _references;

    /// <summary>k.</summary>
    public double Slope { get; }

    private protected override double Scaled(double value)
    {
        Span<double> scaled = stackalloc double[1];
        value = Math.Clamp(value, -Largest, Largest);
        _shaping.PreferenceAsReward([value], [], GroupLayout.Uniform(1, 1), _references, GroupLayout.Uniform(1, _references.Length), Slope, scaled);
        return scaled[0];
    }
}

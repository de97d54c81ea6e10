using System.Text.Json.Serialization;

namespace Rlar.Agents.Monitor;

/// <summary>
/// Brings a tool's values onto 0..1, so that a verifier that says 0 or 1 and a reward model between -20 and 20 can be mixed. It is calibrated on a sample
/// of the tool's own values, saved, and never follows the run: the same value is always worth the same.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuantileScale), "quantile")]
[JsonDerivedType(typeof(ParScale), "par")]
public abstract class CommonScale
{
    private protected CommonScale()
    {
    }

    /// <summary>Reads a scale.</summary>
    /// <param name="stream">JSON as <see cref="Save"/> writes it.</param>
    /// <exception cref="MonitorException">It is no scale.</exception>
    public static CommonScale Load(Stream stream) => MonitorJson.Read<CommonScale>(stream, "scale");

    /// <summary>What a value is worth on the common scale.</summary>
    /// <param name="value">A finite value on the tool's own scale.</param>
    /// <returns>A value between 0.0 and 1.0; never less for a higher value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public double Of(double value) => double.IsFinite(value) ? Scaled(value) : throw new ArgumentOutOfRangeException(nameof(value), value, "A finite value.");

    /// <summary>Writes it as JSON.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => MonitorJson.Write(stream, this);

    private protected abstract double Scaled(double value);

    private protected static double[] Finite(IReadOnlyList<double> values, string name) =>
        values is { Count: > 0 } && values.All(double.IsFinite)
            ? [.. values]
            : throw new ArgumentException("A scale is calibrated on at least one value, all of them finite.", name);
}

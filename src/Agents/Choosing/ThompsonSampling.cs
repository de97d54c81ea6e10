using System.Text.Json;

namespace Rlar.Agents.Choosing;

/// <summary>
/// Chooses a tool a group where running a tool is the cost: draws a worth for each from what is believed of it, and takes the tool that is worth most above
/// its cost (Thompson 1933; Chapelle and Li 2011). Seeded; its state can be saved and gone on with. Not for several threads at once.
/// </summary>
public sealed class ThompsonSampling
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
    private readonly SeededRandom _random;
    private readonly BanditArm[] _arms;

    /// <summary>Creates a bandit.</summary>
    /// <param name="arms">The tools with their priors, at least one, with ids that differ.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">No arm, two of one id, or parameters that are not above 0.</exception>
    public ThompsonSampling(IEnumerable<BanditArm> arms, ulong seed)
    {
        _arms = [.. arms];
        _random = new SeededRandom(seed);
        if (_arms.Length == 0 || _arms.DistinctBy(arm => arm.Tool).Count() < _arms.Length)
            throw new ArgumentException("A bandit needs arms, each of another tool.", nameof(arms));
        if (Array.Find(_arms, arm => !IsSound(arm)) is { } bad)
            throw new ArgumentException($"{bad.Tool}: successes and failures must be finite and above 0, and the cost no less than 0.", nameof(arms));
    }

    /// <summary>The tools and what is believed of them now.</summary>
    public IReadOnlyList<BanditArm> Arms => _arms;

    /// <summary>Draws a tool.</summary>
    /// <param name="among">The ids that may be chosen: the tools whose requirements the row meets.</param>
    /// <returns>The id; null where none of the arms is among them, and nothing was drawn.</returns>
    public string? Choose(IReadOnlySet<string> among)
    {
        ArgumentNullException.ThrowIfNull(among);
        var (chosen, most) = ((string?)null, double.NegativeInfinity);
        foreach (var arm in _arms)
        {
            if (!among.Contains(arm.Tool))
                continue;
            var worth = Beta(arm.Successes, arm.Failures) - arm.Cost;
            if (worth > most)
                (chosen, most) = (arm.Tool, worth);
        }

        return chosen;
    }

    /// <summary>Learns what a call was worth.</summary>
    /// <param name="tool">The tool's id.</param>
    /// <param name="worth">A value between 0.0 and 1.0, such as a <see cref="ProbeFigure"/>.</param>
    /// <exception cref="ArgumentException">There is no such arm.</exception>
    public void Learn(string tool, double worth)
    {
        if (!(worth is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(worth), worth, "A worth is between 0 and 1.");
        var at = Array.FindIndex(_arms, arm => arm.Tool == tool);
        if (at < 0)
            throw new ArgumentException($"There is no arm '{tool}'.", nameof(tool));
        _arms[at] = _arms[at] with { Successes = _arms[at].Successes + worth, Failures = _arms[at].Failures + 1 - worth };
    }

    /// <summary>The state as JSON: the arms and that of the random numbers.</summary>
    public string Save() => JsonSerializer.Serialize(new State(_random.State, _arms), s_json);

    /// <summary>A bandit that goes on where a saved one stopped: its next choices are those that the other would have made.</summary>
    /// <param name="json">What <see cref="Save"/> gave.</param>
    /// <exception cref="ArgumentException">It is no such state.</exception>
    public static ThompsonSampling Load(string json)
    {
        try
        {
            var state = JsonSerializer.Deserialize<State>(json, s_json);
            return state?.Arms is null || state.Arms.Any(arm => arm?.Tool is null)
                ? throw new ArgumentException("The state has no arms.", nameof(json))
                : new ThompsonSampling(state.Arms, state.Random);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The state is not JSON as a bandit saves it: {error.Message}", nameof(json), error);
        }
    }

    private static bool IsSound(BanditArm arm) =>
        arm is { Successes: > 0, Failures: > 0, Cost: >= 0 } && double.IsFinite(arm.Successes) && double.IsFinite(arm.Failures) && double.IsFinite(arm.Cost);

    private double Beta(double a, double b)
    {
        var (x, y) = (Gamma(a), Gamma(b));
        return x + y == 0 ? 0.5 : x / (x + y);
    }

    // Marsaglia and Tsang 2000, of scale 1; below 1 by the shape above it.
    private double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(_random.Fraction(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = _random.Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(_random.Fraction()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    private sealed record State(ulong Random, IReadOnlyList<BanditArm> Arms);
}

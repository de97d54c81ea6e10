namespace Rlar.Agents.Classification;

/// <summary>What a classifier says of a prompt.</summary>
/// <param name="Label">The task's label (<see cref="TaskLabel"/>), at most three words; null: it abstains.</param>
/// <param name="Probabilities">
/// By label, each between 0.0 and 1.0, together 1, also where it abstains; empty where the classifier has nothing to say.
/// </param>
/// <param name="Confidence">
/// The probability of the most probable label, 0.0 to 1.0: of the prompts with about this confidence about this share has that label. 0 where
/// there are no probabilities.
/// </param>
/// <param name="Why">What it went by, or why it abstains, in one line for people.</param>
public sealed record PromptClassification(string? Label, IReadOnlyDictionary<string, double> Probabilities, double Confidence, string Why)
{
    /// <summary>
    /// The most probable label, also where the classifier abstains; null where there are no probabilities. Ties go to the first in ordinal order.
    /// </summary>
    public string? MostProbable { get; } = Probabilities
        .OrderByDescending(entry => entry.Value)
        .ThenBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => entry.Key)
        .FirstOrDefault();

    /// <summary>An abstention with nothing to say about any label.</summary>
    /// <param name="why">Why, in one line.</param>
    public static PromptClassification Abstention(string why) => new(null, new Dictionary<string, double>(), 0, why);
}

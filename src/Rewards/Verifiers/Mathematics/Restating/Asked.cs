using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>A prompt, read when the first answer needs it: most do not.</summary>
internal sealed class Asked(string prompt)
{
    private readonly Lazy<PromptMathematics?> _prompt = new(() => PromptMathematics.Of(prompt));

    internal Asked(Query query)
        : this(query.Question)
    {
    }

    /// <summary>What it gives and asks for; null where it is empty.</summary>
    internal PromptMathematics? Prompt => _prompt.Value;

    /// <summary>Whether the year of a date may be what it asks for: "how many" does not, unless of a year.</summary>
    internal bool MayAskYear => !QuantityQuestions.Ask(prompt);
}

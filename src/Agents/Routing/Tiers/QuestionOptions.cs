namespace Rlar.Agents.Routing.Tiers;

/// <summary>How a model is asked about routes.</summary>
public sealed record QuestionOptions
{
    /// <summary>Tokens of an answer, from 1 on. Default 64.</summary>
    public int MostTokens
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An answer needs a token.");
    } = 64;

    /// <summary>Characters of a prompt that are shown, from 1 on. Default 4000.</summary>
    public int LongestPrompt
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Something of the prompt must be shown.");
    } = 4000;

    /// <summary>The confidence of a route that a model chose, a value between 0.0 and 1.0; models do not say how sure they are. Default 0.5.</summary>
    public double Confidence
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A confidence is between 0 and 1.");
    } = 0.5;
}

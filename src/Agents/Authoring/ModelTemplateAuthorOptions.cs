namespace Rlar.Agents.Authoring;

/// <summary>The bounds of an author that asks a model.</summary>
public sealed record ModelTemplateAuthorOptions
{
    private readonly int _repairs = 2;
    private readonly int _questions = 8;
    private readonly int _mostTokens = 400;

    /// <summary>How often an answer that cannot be used is sent back with the reason, 0 to 10. Default 2.</summary>
    public int Repairs
    {
        get => _repairs;
        init => _repairs = value is >= 0 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0 to 10");
    }

    /// <summary>How many near misses the model is asked about, half of them right, 4 to 40. Default 8.</summary>
    public int Questions
    {
        get => _questions;
        init => _questions = value is >= 4 and <= 40 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "4 to 40");
    }

    /// <summary>The most tokens of one answer, 50 to 10,000. Default 400.</summary>
    public int MostTokens
    {
        get => _mostTokens;
        init => _mostTokens = value is >= 50 and <= 10_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "50 to 10,000");
    }
}

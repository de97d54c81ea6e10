using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting;

/// <summary>What a reward model is looked for.</summary>
public sealed record ScoutTask
{
    private const int MostSearches = 4;

    /// <summary>Creates a task.</summary>
    /// <param name="description">What answers shall be rewarded for, in a person's words.</param>
    /// <exception cref="ScoutException">It has no word to look for.</exception>
    public ScoutTask(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description.Trim();
        Words = [.. CardWords.Of(Description).Distinct(StringComparer.Ordinal)];
        if (Words.Count == 0)
            throw new ScoutException($"The task '{Description}' has no word to look for. Say what answers shall be rewarded for.");
    }

    /// <summary>What answers shall be rewarded for.</summary>
    public string Description { get; }

    /// <summary>The label of the task, at most three words. Default the first three of <see cref="Words"/>.</summary>
    public string Label
    {
        get => field ?? string.Join(' ', Words.Take(3));
        init;
    }

    /// <summary>Its words in small letters, without those that say nothing, each once, in order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>
    /// What registries are asked for, at most four texts: the words together, and each of the first with "reward", since their searches match names.
    /// </summary>
    public IReadOnlyList<string> Searches =>
        [.. Words.Take(MostSearches - 2).Select(word => $"{word} reward").Prepend(string.Join(' ', Words.Take(3))).Append("reward model")];
}

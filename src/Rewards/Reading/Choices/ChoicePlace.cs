namespace Rlar.Rewards.Reading.Choices;

/// <summary>Where a word must stand to be about a choice.</summary>
internal enum ChoicePlace
{
    /// <summary>A noun that names the answer, with what joins it to the answer behind it.</summary>
    Mark,

    /// <summary>A verb, directly before a letter.</summary>
    Choose,

    /// <summary>Between two letters.</summary>
    Between,

    /// <summary>Directly before a letter.</summary>
    Before,

    /// <summary>Directly behind a letter.</summary>
    After,

    /// <summary>A noun that stands between a word of another place and a letter.</summary>
    Naming,

    /// <summary>An article before such a noun.</summary>
    Article,
}

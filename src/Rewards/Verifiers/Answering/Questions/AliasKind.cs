namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Kinds of short answers.</summary>
internal enum AliasKind
{
    /// <summary>Common words.</summary>
    Phrase,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A person's name, of which the surname tells whose it is.</summary>
    Person,

    /// <summary>A number and what it counts.</summary>
    Quantity,

    /// <summary>One or more dates.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Polar,
}

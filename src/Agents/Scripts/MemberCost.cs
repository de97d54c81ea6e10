namespace Rlar.Agents.Scripts;

/// <summary>What a call of a member of the library costs a script.</summary>
internal enum MemberCost
{
    /// <summary>By the size of what it is given and of what it gives.</summary>
    Size,

    /// <summary>The same, whatever it is given.</summary>
    Constant,

    /// <summary>One entry more of what it is called on.</summary>
    Entry,

    /// <summary>By size; its whole numbers are lengths of texts.</summary>
    Length,

    /// <summary>By size; its whole numbers are counts of entries.</summary>
    Count,

    /// <summary>By size; its texts are copied.</summary>
    Pieces,

    /// <summary>What the member of the same name of Metered charges, which is called in its place.</summary>
    Replaced,
}

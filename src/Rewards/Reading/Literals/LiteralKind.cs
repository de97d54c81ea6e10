namespace Rlar.Rewards.Reading.Literals;

/// <summary>What sort of value a literal is.</summary>
internal enum LiteralKind
{
    /// <summary>JSON's null, Python's None.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A list; from Python also a set.</summary>
    List,

    /// <summary>A Python tuple.</summary>
    Tuple,

    /// <summary>An object or dictionary.</summary>
    Map,

    /// <summary>A Python name or expression that is no literal; its text as written.</summary>
    Name,
}

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What a piece of an answer is.</summary>
internal enum WordKind : byte
{
    /// <summary>Letters, or letters and digits.</summary>
    Word,

    /// <summary>A number in digits or in words.</summary>
    Number,

    /// <summary>What parts the items of a list: a comma, a semicolon, a slash, a bar.</summary>
    Comma,

    /// <summary>What ends a sentence: a full stop, an exclamation mark, a line's end, a colon.</summary>
    Stop,

    /// <summary>A question mark.</summary>
    Question,

    /// <summary>A dash between blanks, or between numbers.</summary>
    Dash,

    /// <summary>An opening bracket.</summary>
    Open,

    /// <summary>A closing bracket.</summary>
    Close,

    /// <summary>A sign that makes something else of what it stands beside: =, ~, ¬, an emoji.</summary>
    Sign,
}

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>A word, number or mark of a text.</summary>
/// <param name="Start">Where it starts in the folded text.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Roles">What it may be.</param>
/// <param name="Value">The number's value.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Month">The month that it names, or 0.</param>
/// <param name="IsCapital">Whether it starts with a capital letter.</param>
/// <param name="Key">Its first letter, for a mask; a number has one that no letter has.</param>
/// <param name="Sense">Words of one meaning have one, or 0.</param>
/// <param name="IsScript">Whether it is one character of a script without blanks between words.</param>
internal readonly record struct AnswerWord(
    int Start, int Length, WordRoles Roles, double Value, WordKind Kind, byte Month, byte Key, short Sense = 0, bool IsCapital = false, bool IsScript = false)
{
    /// <summary>Whether it is a word or a number and no mark.</summary>
    internal bool IsWord => Kind is WordKind.Word or WordKind.Number;

    /// <summary>Where it ends in the folded text.</summary>
    internal int End => Start + Length;
}

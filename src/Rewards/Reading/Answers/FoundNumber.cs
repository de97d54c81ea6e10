namespace Rlar.Rewards.Reading.Answers;

/// <summary>A number and where it stands in its text.</summary>
/// <param name="Value">The number.</param>
/// <param name="Start">Its first character, sign and currency included.</param>
/// <param name="End">One past its last character, percent sign included.</param>
internal readonly record struct FoundNumber(ExactNumber Value, int Start, int End);

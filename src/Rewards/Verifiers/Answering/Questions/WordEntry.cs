namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What is known of a word.</summary>
/// <param name="Roles">What it may be.</param>
/// <param name="Month">The month that it names, or 0.</param>
/// <param name="Number">The number that it names, or null.</param>
/// <param name="Sense">Words of one meaning have one, or 0.</param>
internal readonly record struct WordEntry(WordRoles Roles, byte Month, double? Number, short Sense = 0);

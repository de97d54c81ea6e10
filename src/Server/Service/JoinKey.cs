namespace Rlar.Server.Service;

/// <summary>What tells the parts of one group: who sends them, the id, and the question, so that an id that is used twice joins no strangers.</summary>
/// <param name="Source">The dialect.</param>
/// <param name="Id">The group's id.</param>
/// <param name="Question">The question and the tools.</param>
internal readonly record struct JoinKey(string Source, string Id, UInt128 Question);

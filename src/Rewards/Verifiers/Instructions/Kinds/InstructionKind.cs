namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>A kind of instruction that can be checked.</summary>
/// <param name="Id">Its id as rows have it, for example "keywords:existence".</param>
/// <param name="Make">Reads its arguments and makes its check; throws <see cref="InstructionException"/> where one is missing or wrong.</param>
internal sealed record InstructionKind(string Id, Func<InstructionArguments, Predicate<string>> Make)
{
    /// <summary>A kind without arguments.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="check">Whether a response follows it.</param>
    internal InstructionKind(string id, Predicate<string> check)
        : this(id, _ => check)
    {
    }
}

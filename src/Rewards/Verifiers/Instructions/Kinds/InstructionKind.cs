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

/// <summary>One instruction of a row, with its arguments.</summary>
/// <param name="Id">Its id as the row has it.</param>
/// <param name="Check">Whether a response follows it.</param>
/// <param name="TakesMarks">Whether a response without a letter and a digit may follow it.</param>
internal sealed record Instruction(string Id, Predicate<string> Check, bool TakesMarks);

/// <summary>A row's constraint cannot be checked: the fault is the row's and says nothing about a completion.</summary>
/// <param name="message">Which constraint and field, and what it takes.</param>
internal sealed class InstructionException(string message) : RlarException(message);

namespace Rlar.Agents.Rows;

/// <summary>What a column of a row can be used for.</summary>
internal enum RowField
{
    Id,
    Prompt,
    Reference,
    Completion,
    Task,
    Tool,
    Tests,
    Constraints,
    Metadata,
    Lengths,

    /// <summary>IFEval's instruction_id_list, half of a constraints object.</summary>
    InstructionIds,

    /// <summary>IFEval's kwargs, the other half.</summary>
    InstructionArguments,
}

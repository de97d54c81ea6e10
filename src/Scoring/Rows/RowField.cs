namespace Rlar.Scoring.Rows;

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

    /// <summary>Tests at the top level, as HumanEval and MBPP have them.</summary>
    LooseTests,

    /// <summary>What belongs to the metadata and stands at the top level: declared tools, schemas, passages.</summary>
    LooseMetadata,
}

namespace Rlar.Scoring.Rows;

/// <summary>What a column of a row can be used for. At most 32: a row keeps which it has in the bits of one number.</summary>
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

    /// <summary>Tests at the top level, as HumanEval, MBPP, APPS and CodeContests have them.</summary>
    LooseTests,

    /// <summary>What belongs to the metadata and stands at the top level: declared tools, schemas, passages.</summary>
    LooseMetadata,

    /// <summary>The options of a multiple choice, which an index, a label or a text among the references chooses from.</summary>
    Choices,

    /// <summary>The index or the label of the right option, beside an answer in words.</summary>
    ChoiceIndex,

    /// <summary>A whole conversation: its end may be the completion.</summary>
    Chat,

    /// <summary>The two completions of a preference.</summary>
    Pair,

    /// <summary>Numbers that an expression is to be made of, beside the target that it must come to.</summary>
    Numbers,

    /// <summary>What went wrong with a request of a batch.</summary>
    Error,

    /// <summary>Other names of the answer, beside it: MuSiQue's.</summary>
    Aliases,

    /// <summary>The first option of those that stand in columns of their own, as SIQA, WinoGrande and PIQA have them.</summary>
    SpreadOptions,

    /// <summary>The programming language that a row with tests asks for.</summary>
    Language,

    /// <summary>The route that 'rlar route' wrote, or an earlier run.</summary>
    Route,
}

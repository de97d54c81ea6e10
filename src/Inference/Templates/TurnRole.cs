namespace Rlar.Inference.Templates;

/// <summary>Who speaks in a turn of a conversation.</summary>
public enum TurnRole
{
    /// <summary>Who says how the model is to behave.</summary>
    System,

    /// <summary>Who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool: what a call of it gave.</summary>
    Tool,
}

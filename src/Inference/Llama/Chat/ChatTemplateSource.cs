namespace Rlar.Inference.Llama.Chat;

/// <summary>Why a model's conversations are written in this way.</summary>
public enum ChatTemplateSource
{
    /// <summary>The model's file has a template, and it is of this family.</summary>
    File,

    /// <summary>The file has no template; the special tokens of its vocabulary are those of this family.</summary>
    Vocabulary,

    /// <summary>Somebody chose the family by name.</summary>
    Choice,
}

namespace Rlar.Inference.Heads;

/// <summary>What a model gives.</summary>
public enum ModelHead
{
    /// <summary>The next token: it continues text.</summary>
    Text,

    /// <summary>A vector for a text.</summary>
    Embedding,

    /// <summary>A score for a pair of texts or for a conversation, or one for each label: rerankers, reward models, classifiers.</summary>
    Classification,
}

namespace Rlar.Inference.Heads;

/// <summary>A model with a classification head, in ONNX or GGUF: classifiers, reward models, rerankers.</summary>
public interface ITextClassifier : IDisposable
{
    /// <summary>The model's file.</summary>
    string Path { get; }

    /// <summary>The labels in the order of the logits; LABEL_0, LABEL_1, ... where no file names them, as transformers has it.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>What the model's makers take its logits for.</summary>
    HeadActivation Activation { get; }

    /// <summary>The logits of texts. A text's are the same bits each time where the model's class says so.</summary>
    /// <param name="texts">Texts, or pairs; special tokens in them are text.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One result a text, in order.</returns>
    /// <exception cref="InferenceException">The model refuses a text, or takes no pairs.</exception>
    IReadOnlyList<ClassifiedText> Classify(IReadOnlyList<TextPair> texts, CancellationToken cancellationToken);
}

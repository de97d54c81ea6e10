namespace Rlar.Rewards.Reading.Choices;

/// <summary>The words with which other languages than English mark, join and deny the letters of choices, by what English says there.</summary>
internal static class ChoiceWords
{
    /// <summary>Where, what it is in English, and the words, in lower case, between bars.</summary>
    internal static IReadOnlyList<(ChoicePlace Place, string English, string Words)> All { get; } =
    [
        (ChoicePlace.Mark, " the answer is ",
            "antwort|lösung|respuesta|solución|réponse|reponse|resposta|risposta|ответ|ответом|відповідь|odpowiedź|odpowiedzią|antwoord|cevap|yanıt"
            + "|đáp án|câu trả lời|答案|正确选项|正確選項|"
            + "回答|答え|正解|解答|정답|답|उत्तर|जवाब|الجواب|الإجابة|الاجابة|پاسخ|תשובה|התשובה|คำตอบ|jawaban|svar|svaret|vastaus|odpověď|răspuns|răspunsul"
            + "|απάντηση|válasz|উত্তর|вариант|richtig|correcta|صحيح|верно|правильно"),
        (ChoicePlace.Choose, " the answer is ",
            "wähle|nehme|elijo|escojo|choisis|escolho|scelgo|выбираю|выбрать|wybieram|kies|chọn|选择|选|選択|選|เลือก|memilih|pilih|väljer|vælger|velger"),
        (ChoicePlace.Choose, " the answer is ", "es ist|ist es|c'est|c’est|es|sia|это|to jest|è"),
        (ChoicePlace.Choose, " but ", "sondern|sino|mais|но|а|而是|maar|lecz|ale|utan|men|ma"),
        (ChoicePlace.After, " is right ",
            "ist richtig|ist korrekt|es correct|es la correct|est correct|est la bonne|est juste|é corret|está corret|è corrett|è giust|верн|правильн"
            + "|jest popraw|jest prawid|is juist|là đúng|正确|正確|是正确|是正確|是对的|"
            + "が正解|が正しい|가 정답|이 정답|번이 정답|가 맞|सही है|صحيح|doğru"),
        (ChoicePlace.Naming, "", "opción|opcion|option|letra|lettre|buchstabe|buchstaben|antwort|alternativa|alternative|lettera|opzione|opção|optie"
            + "|вариант|ответ|буква|букву|opcję|opcja|选项|選項|選択肢|ตัวเลือก|ข้อ"),
        (ChoicePlace.Article, "", "die|der|das|den|la|el|le|il|lo|a|o|de|het|l'"),
        (ChoicePlace.Between, " or ",
            "oder|ou|o|u|или|або|lub|albo|of|veya|ya da|hoặc|或者|或是|或|または|か|또는|या|أو|หรือ|atau|eller|tai|nebo|sau|vagy|ή"),
        (ChoicePlace.Between, " and ",
            "und|et|y|e|и|та|i|oraz|en|ve|và|和|与|與|及|と|및|와|과|और|و|และ|dan|och|og|ja|și|és|και"),
        (ChoicePlace.Before, " not ",
            "nicht|kein|keine|pas|no|no es|não|não é|nao|nao é|non|non è|не|не є|nie|niet|geen|không phải|không phải là|không|不是|不选|不選|不应选|并非|並非|非|ليس"
            + "|ليست|ไม่ใช่|bukan|inte|ikke"),
        (ChoicePlace.After, " is wrong ",
            "ist falsch|ist inkorrekt|ist nicht|stimmt nicht|scheidet aus|es incorrect|es fals|no es|no puede|est faux|est fausse|est incorrect"
            + "|n'est pas|n’est pas|est exclu|está errad|está incorret|é incorret|é errad|é fals|"
            + "não é|è sbagliat|è errat|è fals|non è|неверн|неправ|не является|не подходит|не верн|не прав|jest błędn|jest niepop|jest fałsz|nie jest"
            + "|is fout|is onjuist|is niet|yanlış|değil|là sai|sai|không phải|không đúng|"
            + "是错|是錯|错|錯|不对|不對|不正确|不正確|不是|不符|ではない|ではありません|でない|じゃない|は違|は間違|は誤|가 아니|이 아니|가 아닙|이 아닙|는 아니|은 아니|는 틀|은 틀|गलत|नहीं|خاطئ|ليس|ผิด|ไม่ใช่|salah|bukan"),
    ];
}

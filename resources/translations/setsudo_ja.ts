<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Setsudo</source>
        <translation>Setsudo について</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>For research and teaching. Not for diagnostic use. Adversarial films are synthetic.</source>
        <translation>研究・教育用。診断には使用できません。敵対的画像は合成されたものです。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Put versions and result on the clipboard</source>
        <translation>バージョンと結果をクリップボードに入れます</translation>
    </message>
    <message>
        <source>Result of the self-test</source>
        <translation>自己診断の結果</translation>
    </message>
    <message>
        <source>Run self-test</source>
        <translation>自己診断を実行</translation>
    </message>
    <message>
        <source>Self-test failed. The report below says where.</source>
        <translation>自己診断で問題が見つかりました。下の報告に箇所を示します。</translation>
    </message>
    <message>
        <source>Self-test passed: everything works on this computer.</source>
        <translation>自己診断に合格しました。このコンピュータですべて動作します。</translation>
    </message>
    <message>
        <source>Shows what a network would have to see on a chest radiograph to say the opposite.</source>
        <translation>胸部X線写真がどう変われば、ネットワークが反対の答えを出すのかを示します。</translation>
    </message>
    <message>
        <source>The self-test runs …</source>
        <translation>自己診断を実行中 …</translation>
    </message>
    <message>
        <source>Uses every decoder, network and export once; takes about a minute</source>
        <translation>すべての復号器・ネットワーク・書き出しを1回ずつ使います（約1分）</translation>
    </message>
</context>
<context>
    <name>AgreementPanel</name>
    <message>
        <source>Above 1: the region matters more</source>
        <translation>1 より大きいほどその領域が重要</translation>
    </message>
    <message>
        <source>Agreement of |δ| with maps</source>
        <translation>|δ| と各マップの一致</translation>
    </message>
    <message>
        <source>All maps</source>
        <translation>全マップ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Area under P while a map&apos;s highest places are blanked, or shown, first.</source>
        <translation>マップの値が高い場所から消した（示した）ときの P の曲線下面積</translation>
    </message>
    <message>
        <source>By spatial frequency</source>
        <translation>空間周波数別</translation>
    </message>
    <message>
        <source>Coloured: more, or less, than a map shifted at random agrees.</source>
        <translation>色付き: 無作為にずらしたマップの一致の範囲を外れる値</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>Compute every heat map and compare it</source>
        <translation>すべてのマップを計算して比較します</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Does the map change with the weights?</source>
        <translation>重みを変えるとマップも変わるか</translation>
    </message>
    <message>
        <source>Does δ flip other networks?</source>
        <translation>δ は他のネットワークも反転させるか</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>領域外のみ</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>エネルギー</translation>
    </message>
    <message>
        <source>Faithful maps?</source>
        <translation>マップは忠実か</translation>
    </message>
    <message>
        <source>High: those places suffice it</source>
        <translation>高いほどその場所だけで足りる</translation>
    </message>
    <message>
        <source>Insertion</source>
        <translation>挿入</translation>
    </message>
    <message>
        <source>Low: the network needs those places</source>
        <translation>低いほどネットワークはその場所を必要とする</translation>
    </message>
    <message>
        <source>Necessary, sufficient?</source>
        <translation>必要か、十分か</translation>
    </message>
    <message>
        <source>No robust twin is bundled for this finding.</source>
        <translation>この所見にはロバスト版が同梱されていません。</translation>
    </message>
    <message>
        <source>No ε up to {failed} flips.</source>
        <translation>ε を {failed} まで上げても反転しません。</translation>
    </message>
    <message>
        <source>Not computed.</source>
        <translation>計算されていません。</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>領域内のみ</translation>
    </message>
    <message>
        <source>Overlap of the highest tenth of both</source>
        <translation>双方の上位 10 % の重なり</translation>
    </message>
    <message>
        <source>P alone</source>
        <translation>単独の P</translation>
    </message>
    <message>
        <source>P of its finding</source>
        <translation>所見の P</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比</translation>
    </message>
    <message>
        <source>Sanity</source>
        <translation>健全性</translation>
    </message>
    <message>
        <source>Share of Σδ²</source>
        <translation>Σδ² に占める割合</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>時間がかかります</translation>
    </message>
    <message>
        <source>Smallest L2 norm that flips: δ in the region alone, and anywhere but there.</source>
        <translation>反転する最小の L2 ノルム（領域内だけの δ と、領域外だけの δ）</translation>
    </message>
    <message>
        <source>Smallest perturbation</source>
        <translation>最小の摂動</translation>
    </message>
    <message>
        <source>Spearman&apos;s rank correlation with |δ| over the body</source>
        <translation>体部での |δ| とのスピアマン順位相関</translation>
    </message>
    <message>
        <source>Structural similarity</source>
        <translation>構造的類似度</translation>
    </message>
    <message>
        <source>ε = {size} flips, {failed} does not ({attacks} attacks).</source>
        <translation>ε = {size} で反転、{failed} では反転せず（攻撃 {attacks} 回）</translation>
    </message>
</context>
<context>
    <name>AmplitudeDeck</name>
    <message>
        <source>Amplitude s</source>
        <translation>振幅 s</translation>
    </message>
    <message>
        <source>Display gain of δ</source>
        <translation>δ の表示倍率</translation>
    </message>
    <message>
        <source>Magnifies δ on its own pane only, never in the film</source>
        <translation>δ の画面だけで拡大して表示します。画像そのものは変わりません</translation>
    </message>
    <message>
        <source>P({finding})</source>
        <translation>P({finding})</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>0 is the original, 1 the changed film, beyond it exaggerated, below 0 the reverse</source>
        <translation>0 は元の画像、1 は変化後の画像、それより大きいと誇張、0 未満は逆方向</translation>
    </message>
</context>
<context>
    <name>AttackForm</name>
    <message>
        <source>Attack</source>
        <translation>攻撃</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>中止  Esc</translation>
    </message>
    <message>
        <source>Draw the region on the film with the mouse</source>
        <translation>画像上にマウスで領域を描きます</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>ここで終了</translation>
    </message>
    <message>
        <source>End the attack at its next step and keep what it has found</source>
        <translation>次のステップで攻撃を終え、それまでの結果を残します</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Greatest number of gradient steps</source>
        <translation>勾配ステップの最大回数</translation>
    </message>
    <message>
        <source>Greatest size of the perturbation</source>
        <translation>摂動の大きさの上限</translation>
    </message>
    <message>
        <source>How the size of the perturbation is measured</source>
        <translation>摂動の大きさの測り方</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>L∞</source>
        <translation>L∞</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>ノルム</translation>
    </message>
    <message>
        <source>Options that are worth a name</source>
        <translation>名前付きの設定</translation>
    </message>
    <message>
        <source>Own options</source>
        <translation>個別の設定</translation>
    </message>
    <message>
        <source>Paper (figures 2, 3)</source>
        <translation>論文（図 2・3）</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Run  F9</source>
        <translation>実行  F9</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Step size; automatic: 2.5 · ε / steps</source>
        <translation>ステップ幅。自動では 2.5・ε／ステップ数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Stop at P</source>
        <translation>停止する P</translation>
    </message>
    <message>
        <source>Stop when the probability of the target reaches this</source>
        <translation>目標クラスの確率がこの値に達したら停止します</translation>
    </message>
    <message>
        <source>Where the perturbation may lie</source>
        <translation>摂動を置いてよい場所</translation>
    </message>
    <message>
        <source>Whose answer the attack turns</source>
        <translation>どの所見の判定を反転させるか</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>全域</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>描いた領域</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>心臓</translation>
    </message>
    <message>
        <source>lung fields</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>never, use all steps</source>
        <translation>停止せず全ステップ実行</translation>
    </message>
    <message>
        <source>the more probable one</source>
        <translation>確率の高い方</translation>
    </message>
    <message>
        <source>α</source>
        <translation>α</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
</context>
<context>
    <name>AttackOptions</name>
    <message>
        <source>Acts on</source>
        <translation>作用対象</translation>
    </message>
    <message>
        <source>Attacks from different random starts; the best is kept</source>
        <translation>異なる無作為な初期値からの攻撃。最良のものを採用します</translation>
    </message>
    <message>
        <source>Begin at a random place within ε, not at the film</source>
        <translation>原画像からではなく ε 内の無作為な点から始めます</translation>
    </message>
    <message>
        <source>Body only</source>
        <translation>体部のみ</translation>
    </message>
    <message>
        <source>Decay of the gradient&apos;s running mean (MI-FGSM); 0: off</source>
        <translation>勾配の移動平均の減衰率（MI-FGSM、0 で無効）</translation>
    </message>
    <message>
        <source>Keep δ off the background: air, collimation, padding</source>
        <translation>δ を背景（空気・照射野外・余白）に置きません</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>モーメンタム</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Random start</source>
        <translation>無作為な初期値から始める</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑化</translation>
    </message>
    <message>
        <source>The answer that the attack aims at</source>
        <translation>攻撃が目指す判定</translation>
    </message>
    <message>
        <source>The same seed gives the same random start</source>
        <translation>シードが同じなら無作為な初期値も同じです</translation>
    </message>
    <message>
        <source>Towards</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Where δ is free: on the film, or on the network&apos;s own input (the paper)</source>
        <translation>δ が自由に動く場所（画像上、またはネットワークの入力上（論文の方法））</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>所見あり</translation>
    </message>
    <message>
        <source>no finding</source>
        <translation>所見なし</translation>
    </message>
    <message>
        <source>the film</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>the network’s input</source>
        <translation>ネットワークの入力</translation>
    </message>
    <message>
        <source>the other answer</source>
        <translation>反対の判定</translation>
    </message>
    <message>
        <source>σ of a Gaussian over each gradient, in model pixels; 0: off</source>
        <translation>各勾配にかけるガウスフィルタの σ（モデル画素、0 で無効）</translation>
    </message>
</context>
<context>
    <name>AudienceWindow</name>
    <message>
        <source>Setsudo — audience</source>
        <translation>Setsudo ― 聴衆用</translation>
    </message>
    <message>
        <source>amplitude {amplitude}   ·   {finding} {probability}</source>
        <translation>振幅 {amplitude}   ·   {finding} {probability}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>For research and teaching. Not for diagnostic use.</source>
        <translation>研究・教育用&#x3000;診断には使用できません</translation>
    </message>
</context>
<context>
    <name>CanvasCard</name>
    <message>
        <source>Amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>Amplitude of the perturbation: 0 original, 1 attack</source>
        <translation>摂動の振幅：0 は原画像、1 は攻撃後</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the overlays that are shown</source>
        <translation>表示中のオーバーレイの不透明度</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source> /s</source>
        <translation> 回/秒</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>重ね合わせの割合</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>交互表示</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>切替</translation>
    </message>
    <message>
        <source>Changes per second; three at most, for sensitive eyes</source>
        <translation>1 秒あたりの切替回数（光過敏に配慮し最大 3 回）</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>1 枚目</translation>
    </message>
    <message>
        <source>How much of the second picture is seen</source>
        <translation>2 枚目の画像の割合</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>2 枚目</translation>
    </message>
    <message>
        <source>Show the two in turn (K); Esc stops</source>
        <translation>2 枚を交互に表示します（K）。Esc で停止</translation>
    </message>
    <message>
        <source>Stop comparing two pictures in one pane</source>
        <translation>重ね合わせの比較を終えます</translation>
    </message>
</context>
<context>
    <name>ControlLamps</name>
    <message>
        <source>Controls of the same size</source>
        <translation>同じ大きさの対照</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>ガウス雑音</translation>
    </message>
    <message>
        <source>Gaussian values of the same norm</source>
        <translation>同じノルムのガウス分布の値</translation>
    </message>
    <message>
        <source>Other network’s δ</source>
        <translation>他方のネットワークの δ</translation>
    </message>
    <message>
        <source>Perturbation δ</source>
        <translation>摂動 δ</translation>
    </message>
    <message>
        <source>Random signs</source>
        <translation>無作為な符号</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>シャッフル</translation>
    </message>
    <message>
        <source>The attack&apos;s own</source>
        <translation>攻撃そのもの</translation>
    </message>
    <message>
        <source>The perturbation of the network for the other finding</source>
        <translation>他方の所見のネットワークの摂動</translation>
    </message>
    <message>
        <source>Values of δ shuffled over the body</source>
        <translation>δ の値を体部内で入れ替え</translation>
    </message>
    <message>
        <source>flips {rate}</source>
        <translation>反転率 {rate}</translation>
    </message>
    <message>
        <source>{draws} draws of norm {norm}; mean probability {probability}</source>
        <translation>{draws} 回、ノルム {norm}、平均確率 {probability}</translation>
    </message>
    <message>
        <source>|δ| kept, signs drawn</source>
        <translation>|δ| はそのまま、符号は無作為</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>クラッシュ報告</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Put the report on the clipboard</source>
        <translation>報告をクリップボードに入れます</translation>
    </message>
    <message>
        <source>Setsudo met an error that it did not expect. This report says where and of which kind. It holds no film, no patient and no path, and nothing is sent: copy it if you want to report the error.</source>
        <translation>予期しないエラーが発生しました。この報告はエラーの箇所と種類だけを示し、画像・患者情報・ファイルの場所は含みません。どこにも送信されません。報告したい場合はコピーしてください。</translation>
    </message>
    <message>
        <source>Show the folder with the reports</source>
        <translation>報告のあるフォルダーを表示します</translation>
    </message>
    <message>
        <source>There is no crash report.</source>
        <translation>クラッシュ報告はありません。</translation>
    </message>
</context>
<context>
    <name>DisplayPattern</name>
    <message>
        <source>Both inner squares (5 % in black, 95 % in white) and every corner mark must be seen. This display is not calibrated by the program (GSDF, DICOM PS3.14). Esc closes.</source>
        <translation>内側の2つの正方形（黒の中の5 %、白の中の95 %）と、各段の隅の印がすべて見える必要があります。本プログラムは表示装置を校正しません（GSDF、DICOM PS3.14）。Escで閉じます。</translation>
    </message>
    <message>
        <source>Display test pattern</source>
        <translation>表示テストパターン</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Choose the place…</source>
        <translation>保存先を選ぶ…</translation>
    </message>
    <message>
        <source>Include the patient’s data</source>
        <translation>患者情報を含める</translation>
    </message>
    <message>
        <source>Lung fields and heart as Segmentation</source>
        <translation>肺野と心臓をセグメンテーション（SEG）として</translation>
    </message>
    <message>
        <source>Measurements as Structured Report (TID 1500)</source>
        <translation>計測値を構造化レポート（SR、TID 1500）として</translation>
    </message>
    <message>
        <source>The export names nobody: a pseudonym stands for the patient.</source>
        <translation>患者は特定されません。患者情報の代わりに仮名が入ります。</translation>
    </message>
    <message>
        <source>The export will name the patient: whoever receives it can read name, number and dates.</source>
        <translation>書き出したファイルに患者情報が入ります。受け取った人は氏名・患者ID・日付を読むことができます。</translation>
    </message>
    <message>
        <source>The file does not say whether identity is burned into the picture itself. Look at the film before you pass it on.</source>
        <translation>画像そのものに個人情報が焼き込まれているかどうか、元のファイルには記載がありません。渡す前に画像を確認してください。</translation>
    </message>
    <message>
        <source>The file says that identity is burned into the picture itself, and it can’t be removed here. Look at the film before you pass it on.</source>
        <translation>元のファイルによると、画像そのものに個人情報が焼き込まれています。ここでは消せません。渡す前に画像を確認してください。</translation>
    </message>
    <message>
        <source>The view as Secondary Capture</source>
        <translation>表示をセカンダリキャプチャ（SC）として</translation>
    </message>
    <message>
        <source>With the outlines of lung fields and heart</source>
        <translation>肺野と心臓の輪郭を描く</translation>
    </message>
    <message>
        <source>from {start} to {end}</source>
        <translation>{start} から {end} まで</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Open a network bundle</source>
        <translation>ネットワークバンドルを開く</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Archives and DICOM media (*.zip DICOMDIR)</source>
        <translation>アーカイブとDICOMメディア (*.zip DICOMDIR)</translation>
    </message>
    <message>
        <source>Open a folder of radiographs</source>
        <translation>X線写真のフォルダーを開く</translation>
    </message>
    <message>
        <source>Open radiographs</source>
        <translation>X線写真を開く</translation>
    </message>
    <message>
        <source>Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff)</source>
        <translation>X線写真 (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>FindingsCard</name>
    <message>
        <source>Cardiothoracic ratio</source>
        <translation>心胸郭比</translation>
    </message>
    <message>
        <source>Drag an end of a line on the original to move it</source>
        <translation>原画像上の線の端をドラッグすると動かせます</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Put the lines back where they were measured</source>
        <translation>線を計測した位置に戻します</translation>
    </message>
    <message>
        <source>calibrated {calibrated} · operating point {point}</source>
        <translation>較正後 {calibrated} ・ 判定点 {point}</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>陰性</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>陽性</translation>
    </message>
    <message>
        <source>unlike its training films (distance {distance}, limit {limit})</source>
        <translation>学習画像と異質（距離 {distance}、限界 {limit}）</translation>
    </message>
</context>
<context>
    <name>GuessCard</name>
    <message>
        <source>Agreement with the networks, which can be wrong</source>
        <translation>ネットワークとの一致です。ネットワークも誤ることがあります</translation>
    </message>
    <message>
        <source>Answer both questions, then compare</source>
        <translation>両方に答えてから比べます</translation>
    </message>
    <message>
        <source>Give my answer</source>
        <translation>回答する</translation>
    </message>
    <message>
        <source>Guess first</source>
        <translation>先に読影</translation>
    </message>
    <message>
        <source>No</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Reveal without a guess</source>
        <translation>回答せずに表示</translation>
    </message>
    <message>
        <source>Show the answers; this film is not counted</source>
        <translation>答えを表示します。この画像は数えません</translation>
    </message>
    <message>
        <source>This session: the networks agreed with {agreed} of {answers} answers.</source>
        <translation>今回の回答 {answers} 件のうち {agreed} 件がネットワークと一致しました。</translation>
    </message>
    <message>
        <source>What do you see? The networks&apos; answers are shown when you have given yours.</source>
        <translation>どう読みますか？回答すると、ネットワークの答えを表示します。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>{finding}: you say no</source>
        <translation>{finding}：あなたは「なし」</translation>
    </message>
    <message>
        <source>{finding}: you say yes</source>
        <translation>{finding}：あなたは「あり」</translation>
    </message>
    <message>
        <source>{guess}, the network agrees</source>
        <translation>{guess}、ネットワークと一致</translation>
    </message>
    <message>
        <source>{guess}, the network differs</source>
        <translation>{guess}、ネットワークと不一致</translation>
    </message>
</context>
<context>
    <name>HeaderDialog</name>
    <message>
        <source>Being read …</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>DICOM header</source>
        <translation>DICOMヘッダー</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Search in tags, names and values</source>
        <translation>タグ・名称・値を検索</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>values that may identify the patient are hidden</source>
        <translation>患者を特定しうる値は非表示</translation>
    </message>
    <message>
        <source>{count} of {total} attributes</source>
        <translation>{total}項目中{count}項目</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>Device</source>
        <translation>計算装置</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>known after the first analysis</source>
        <translation>最初の解析後に分かります</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Drag the band to change the level, an edge to change the width</source>
        <translation>帯をドラッグするとレベル、端をドラッグすると幅が変わります</translation>
    </message>
    <message>
        <source>Values and window</source>
        <translation>画素値とウィンドウ</translation>
    </message>
</context>
<context>
    <name>KindBar</name>
    <message>
        <source>Counterfactual</source>
        <translation>反事実画像</translation>
    </message>
</context>
<context>
    <name>LessonWindow</name>
    <message>
        <source>The network says: {answer}</source>
        <translation>ネットワークの答え: {answer}</translation>
    </message>
    <message>
        <source>Right so far: {right} of {asked}</source>
        <translation>これまでの正解: {asked} 問中 {right} 問</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Film {n} of {count}</source>
        <translation>画像 {n} / {count}</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>答えを見る</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next film</source>
        <translation>次の画像</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>identity hidden</source>
        <translation>患者情報は非表示</translation>
    </message>
</context>
<context>
    <name>MeaningDialog</name>
    <message>
        <source>Nothing is known of this film yet.</source>
        <translation>この画像についてはまだ何もわかっていません。</translation>
    </message>
    <message>
        <source>What every picture means</source>
        <translation>各図の意味</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>(name hidden)</source>
        <translation>（名前は非表示）</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>Open the folder with what was saved</source>
        <translation>保存先のフォルダーを開きます</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>{count} files could not be opened:</source>
        <translation>{count} 個のファイルを開けませんでした：</translation>
    </message>
    <message>
        <source>{count} files were saved in {folder}.</source>
        <translation>{folder} に {count} 個のファイルを保存しました。</translation>
    </message>
    <message>
        <source>{file} was saved.</source>
        <translation>{file} を保存しました。</translation>
    </message>
    <message>
        <source>{file}: {wrong} {hint}</source>
        <translation>{file}：{wrong}{hint}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… ほか {count} 個</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Card of the network</source>
        <translation>ネットワークのモデルカード</translation>
    </message>
    <message>
        <source>Model cards</source>
        <translation>モデルカード</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>No network is installed.</source>
        <translation>ネットワークがありません。</translation>
    </message>
</context>
<context>
    <name>NotesWindow</name>
    <message>
        <source>Film {number} of {count}</source>
        <translation>画像 {number} / {count}</translation>
    </message>
    <message>
        <source>No film is open</source>
        <translation>画像は開かれていません</translation>
    </message>
    <message>
        <source>Saved in your settings folder, never beside the film.</source>
        <translation>設定フォルダーに保存済み（画像のフォルダーには書きません）。</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>保存中 …</translation>
    </message>
    <message>
        <source>Teaching notes</source>
        <translation>指導メモ</translation>
    </message>
    <message>
        <source>The note could not be saved. Copy it before you go on.</source>
        <translation>メモを保存できませんでした。先に進む前にコピーしてください。</translation>
    </message>
    <message>
        <source>What should the class see on this film?</source>
        <translation>この画像で学ぶ点は？</translation>
    </message>
</context>
<context>
    <name>OverlayControls</name>
    <message>
        <source>Contours</source>
        <translation>輪郭</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>心臓</translation>
    </message>
    <message>
        <source>Lines: {layer}</source>
        <translation>線：{layer}</translation>
    </message>
    <message>
        <source>Lung fields</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>Opacity: {layer}</source>
        <translation>不透明度：{layer}</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>オーバーレイ</translation>
    </message>
    <message>
        <source>Perturbation</source>
        <translation>摂動</translation>
    </message>
    <message>
        <source>Show or hide: {layer}</source>
        <translation>表示／非表示：{layer}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Attack at the start</source>
        <translation>攻撃の初期値</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>Corner texts</source>
        <translation>四隅の文字</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>計算装置</translation>
    </message>
    <message>
        <source>Drag up to darken</source>
        <translation>上ドラッグで暗く</translation>
    </message>
    <message>
        <source>Every change holds at once and is remembered.</source>
        <translation>変更はすぐに反映され、保存されます。</translation>
    </message>
    <message>
        <source>Films always lie on a dark ground</source>
        <translation>画像の背景は常に暗い色です</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>General</source>
        <translation>全般</translation>
    </message>
    <message>
        <source>Greatest number of gradient steps</source>
        <translation>勾配ステップの最大回数</translation>
    </message>
    <message>
        <source>Greatest size of the perturbation</source>
        <translation>摂動の大きさの上限</translation>
    </message>
    <message>
        <source>Hide patient and file names</source>
        <translation>患者名・ファイル名を隠す</translation>
    </message>
    <message>
        <source>How much stands in the corners of the panes</source>
        <translation>ペインの四隅に表示する情報の量</translation>
    </message>
    <message>
        <source>How the size of the perturbation is measured</source>
        <translation>摂動の大きさの測り方</translation>
    </message>
    <message>
        <source>In the window, in dialogs, in exports and on the clipboard</source>
        <translation>ウィンドウ、ダイアログ、書き出し、クリップボードで隠します</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Left button: window</source>
        <translation>左ボタン：ウィンドウ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>最小限</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>マウス</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>ノルム</translation>
    </message>
    <message>
        <source>Of menus, panels and messages</source>
        <translation>メニュー・パネル・メッセージの言語</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>環境設定</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>個人情報</translation>
    </message>
    <message>
        <source>Remember recent files</source>
        <translation>最近開いた画像を記憶する</translation>
    </message>
    <message>
        <source>Right button: window</source>
        <translation>右ボタン：ウィンドウ</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Stop at P</source>
        <translation>停止する P</translation>
    </message>
    <message>
        <source>Stop when the probability of the target reaches this; 50 %: never</source>
        <translation>目標の確率がこの値に達したら止めます。50 %なら最後まで</translation>
    </message>
    <message>
        <source>Their names may be a patient&apos;s; never while identity is hidden</source>
        <translation>ファイル名に患者名が含まれることがあります。患者情報を隠している間は記憶しません</translation>
    </message>
    <message>
        <source>Turns the vertical direction of window and level</source>
        <translation>ウィンドウレベルの上下方向を逆にします</translation>
    </message>
    <message>
        <source>Where the networks run; what is missing here becomes the CPU</source>
        <translation>ネットワークを計算する装置。なければCPUを使います</translation>
    </message>
    <message>
        <source>Which button sets window and level</source>
        <translation>ウィンドウ幅・レベルを変えるボタン</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Of the whole window and its dialogs</source>
        <translation>ウィンドウとダイアログの全体</translation>
    </message>
</context>
<context>
    <name>ProgressField</name>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Preparing the networks</source>
        <translation>ネットワークを準備中</translation>
    </message>
    <message>
        <source>Reading {read} of {total}</source>
        <translation>読み込み中 {read}／{total}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Stop the analysis; what was found stays</source>
        <translation>解析を中止します。得られた結果は残ります</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>lung {value}</source>
        <translation>肺野 {value}</translation>
    </message>
    <message>
        <source>stored {value}</source>
        <translation>格納値 {value}</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>値 {value}</translation>
    </message>
    <message>
        <source>{zoom} fit</source>
        <translation>{zoom} 全体表示</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>All figures</source>
        <translation>全項目</translation>
    </message>
    <message>
        <source>Coloured figures lie outside the 95 % interval of both controls; point at one to see it. Choose a line to see its region on the films.</source>
        <translation>色付きの値は両対照の 95 % 区間の外にあります（値を指すと区間を表示）。行を選ぶと領域が画像に表示されます。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the table with every column (Ctrl+C)</source>
        <translation>全列を含む表をコピーします（Ctrl+C）</translation>
    </message>
    <message>
        <source>Hide region</source>
        <translation>領域を隠す</translation>
    </message>
    <message>
        <source>Exact controls of the logit</source>
        <translation>ロジットの対照を厳密に計算</translation>
    </message>
    <message>
        <source>The controls&apos; changes of the logit are to first order; compute each of them (slow)</source>
        <translation>対照のロジット変化は一次近似です。一つずつ厳密に計算します（時間がかかります）</translation>
    </message>
    <message>
        <source>Not computed.</source>
        <translation>計算されていません。</translation>
    </message>
    <message>
        <source>Open the table with every column beside the films</source>
        <translation>全列の表を別の窓で開きます</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Right and left by themselves</source>
        <translation>左右を別々に表示</translation>
    </message>
    <message>
        <source>Run the attack to see where its perturbation acts.</source>
        <translation>攻撃を実行すると、摂動がどこに働くかが示されます。</translation>
    </message>
    <message>
        <source>Take the region off the films (Esc)</source>
        <translation>画像から領域の表示を消します（Esc）</translation>
    </message>
    <message>
        <source>Where it acts</source>
        <translation>摂動の働く場所</translation>
    </message>
</context>
<context>
    <name>ResponsePlot</name>
    <message>
        <source>0  original</source>
        <translation>0  原画像</translation>
    </message>
    <message>
        <source>1  attack</source>
        <translation>1  攻撃後</translation>
    </message>
    <message>
        <source>Curve P(s)</source>
        <translation>曲線 P(s)</translation>
    </message>
    <message>
        <source>flips at s = {amplitude}</source>
        <translation>s = {amplitude} で反転</translation>
    </message>
    <message>
        <source>Probability of the finding along the change</source>
        <translation>変化に沿った所見の確率</translation>
    </message>
    <message>
        <source>1  counterfactual</source>
        <translation>1  反事実</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Answer</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Bound of the perturbation, gradient steps taken, and time</source>
        <translation>摂動の上限、実行した勾配ステップ数、時間</translation>
    </message>
    <message>
        <source>Did the network&apos;s answer turn?</source>
        <translation>ネットワークの判定は反転したか</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>計算量</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>終了理由</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Flips at</source>
        <translation>反転振幅</translation>
    </message>
    <message>
        <source>Of the finding, before and after the attack</source>
        <translation>所見の確率。攻撃の前と後</translation>
    </message>
    <message>
        <source>Off the body</source>
        <translation>体部外</translation>
    </message>
    <message>
        <source>P of the target reached</source>
        <translation>目標の P に到達</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>再判定</translation>
    </message>
    <message>
        <source>Share of |δ| on air, collimation and padding</source>
        <translation>空気・照射野外・余白にある |δ| の割合</translation>
    </message>
    <message>
        <source>Smallest amplitude s &gt; 0 at which the answer turns</source>
        <translation>判定が反転する最小の振幅 s &gt; 0</translation>
    </message>
    <message>
        <source>The composed film, classified again from the start</source>
        <translation>合成した画像を最初から判定し直した結果</translation>
    </message>
    <message>
        <source>Whose answer was attacked</source>
        <translation>攻撃した判定の所見</translation>
    </message>
    <message>
        <source>Why the attack took no further step</source>
        <translation>攻撃がそれ以上進まなかった理由</translation>
    </message>
    <message>
        <source>all steps used</source>
        <translation>全ステップを使用</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>反転した</translation>
    </message>
    <message>
        <source>gradient 0</source>
        <translation>勾配が 0</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>not flipped</source>
        <translation>反転せず</translation>
    </message>
    <message>
        <source>nothing to turn</source>
        <translation>反転の対象なし</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>途中で停止</translation>
    </message>
    <message>
        <source>{steps} steps, {seconds} s</source>
        <translation>{steps} ステップ、{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Find a key or a command</source>
        <translation>キーや機能を検索</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>キーボードとマウス</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>マウス</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Agreement</source>
        <translation>一致度</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>攻撃</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>How far the maps agree, and how faithful they are</source>
        <translation>各マップの一致の程度と忠実度</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>The attack&apos;s options and its result</source>
        <translation>攻撃の設定と結果</translation>
    </message>
    <message>
        <source>What the networks answer, and the overlays</source>
        <translation>ネットワークの判定とオーバーレイ</translation>
    </message>
    <message>
        <source>Where the perturbation acts, region by region</source>
        <translation>摂動がどこに働くか（領域別）</translation>
    </message>
</context>
<context>
    <name>StudyStrip</name>
    <message>
        <source>Analysed</source>
        <translation>解析済み</translation>
    </message>
    <message>
        <source>Analysed: {findings}</source>
        <translation>解析済み：{findings}</translation>
    </message>
    <message>
        <source>Film {number}</source>
        <translation>画像 {number}</translation>
    </message>
    <message>
        <source>Open films</source>
        <translation>開いている画像</translation>
    </message>
</context>
<context>
    <name>TourVeil</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>End the tour; it stands in the Help menu (Esc)</source>
        <translation>案内を終えます。ヘルプメニューからいつでも見られます (Esc)</translation>
    </message>
    <message>
        <source>Go on (Right)</source>
        <translation>次の項目 (→)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>The step before this one (Left)</source>
        <translation>前の項目 (←)</translation>
    </message>
    <message>
        <source>{step} of {steps}</source>
        <translation>{step} / {steps}</translation>
    </message>
</context>
<context>
    <name>WarningStrip</name>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>勾配</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>再判定</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>飽和</translation>
    </message>
    <message>
        <source>Self-diagnosis</source>
        <translation>自己診断</translation>
    </message>
    <message>
        <source>Training films</source>
        <translation>学習画像</translation>
    </message>
    <message>
        <source>View</source>
        <translation>撮影方向</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>DICOM, PNG, JPEG or TIFF; one film, several, or a folder.</source>
        <translation>DICOM・PNG・JPEG・TIFF に対応。1枚でも複数でもフォルダーでも開けます。</translation>
    </message>
    <message>
        <source>Drop chest radiographs here</source>
        <translation>胸部X線写真をここにドロップ</translation>
    </message>
    <message>
        <source>New here? The demo study shows everything on simulated films.</source>
        <translation>初めての方は、模擬画像のデモ検査ですべての機能を試せます。</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>A second window for the audience, never with names</source>
        <translation>聴衆に見せる2つ目のウィンドウ。氏名は決して表示しません</translation>
    </message>
    <message>
        <source>About Setsudo…</source>
        <translation>Setsudo について…</translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation>等倍</translation>
    </message>
    <message>
        <source>Adversarial film…</source>
        <translation>敵対的画像…</translation>
    </message>
    <message>
        <source>All overlays</source>
        <translation>すべてのオーバーレイ</translation>
    </message>
    <message>
        <source>Amplitude 0: original</source>
        <translation>振幅 0：原画像</translation>
    </message>
    <message>
        <source>Amplitude 1: attack</source>
        <translation>振幅 1：攻撃後</translation>
    </message>
    <message>
        <source>Amplitude 2: exaggerated</source>
        <translation>振幅 2：誇張</translation>
    </message>
    <message>
        <source>Amplitude sweep…</source>
        <translation>振幅の変化…</translation>
    </message>
    <message>
        <source>Attack the film with the options of the form</source>
        <translation>フォームの設定で画像を攻撃します</translation>
    </message>
    <message>
        <source>Audience window</source>
        <translation>聴衆用ウィンドウ</translation>
    </message>
    <message>
        <source>Automatic, 0.5–99.5 %</source>
        <translation>自動（0.5～99.5 %）</translation>
    </message>
    <message>
        <source>Blink two</source>
        <translation>2 画像を交互に表示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Card with sliders</source>
        <translation>スライダーのカード</translation>
    </message>
    <message>
        <source>Cardiothoracic lines</source>
        <translation>心胸郭比の計測線</translation>
    </message>
    <message>
        <source>Cardiothoracic lines as measured</source>
        <translation>心胸郭比の線を元に戻す</translation>
    </message>
    <message>
        <source>Check that everything works on this computer</source>
        <translation>このコンピュータですべて動くか確かめます</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>一覧を消去</translation>
    </message>
    <message>
        <source>Comparison of methods</source>
        <translation>手法の比較</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>輪郭</translation>
    </message>
    <message>
        <source>Copy the panes as shown, without identity, to the clipboard</source>
        <translation>表示中の画面を、個人情報を除いてクリップボードにコピーします</translation>
    </message>
    <message>
        <source>Copy view</source>
        <translation>表示をコピー</translation>
    </message>
    <message>
        <source>Crash report…</source>
        <translation>クラッシュ報告…</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>十字線</translation>
    </message>
    <message>
        <source>DICOM (SC, SEG, SR)…</source>
        <translation>DICOM (SC, SEG, SR)…</translation>
    </message>
    <message>
        <source>DICOM header…</source>
        <translation>DICOMヘッダー…</translation>
    </message>
    <message>
        <source>Display test pattern…</source>
        <translation>表示テストパターン…</translation>
    </message>
    <message>
        <source>Drag a line to measure its length</source>
        <translation>線を引いて長さを測ります</translation>
    </message>
    <message>
        <source>Drag a rectangle to measure the values inside it</source>
        <translation>矩形を描いて内部の画素値を測ります</translation>
    </message>
    <message>
        <source>Drag an ellipse to measure the values inside it</source>
        <translation>楕円を描いて内部の画素値を測ります</translation>
    </message>
    <message>
        <source>Drag down instead of up for a brighter film</source>
        <translation>上ではなく下にドラッグすると明るくなります</translation>
    </message>
    <message>
        <source>Drag to move the film</source>
        <translation>ドラッグして画像を動かします</translation>
    </message>
    <message>
        <source>Drag to set the window</source>
        <translation>ドラッグしてウィンドウ条件を変えます</translation>
    </message>
    <message>
        <source>Drag up to magnify</source>
        <translation>上にドラッグして拡大します</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>領域を描く</translation>
    </message>
    <message>
        <source>Draw the region in which the attack may act; Esc cancels</source>
        <translation>攻撃が働いてよい領域を描きます（Esc で中止）</translation>
    </message>
    <message>
        <source>Does it mean anything?</source>
        <translation>この結果に意味はあるか</translation>
    </message>
    <message>
        <source>What every picture of this film is worth, in one table</source>
        <translation>この画像の各図がどれほど信頼できるかを一つの表で示します</translation>
    </message>
    <message>
        <source>Elliptic region</source>
        <translation>楕円の関心領域</translation>
    </message>
    <message>
        <source>End the program</source>
        <translation>プログラムを終了します</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Exchange black and white</source>
        <translation>黒と白を入れ替えます</translation>
    </message>
    <message>
        <source>Fill the heart</source>
        <translation>心臓を塗ります</translation>
    </message>
    <message>
        <source>Fill the lung fields</source>
        <translation>肺野を塗ります</translation>
    </message>
    <message>
        <source>Fit the film and restore its window in all panes</source>
        <translation>すべての画面で全体表示とウィンドウを元に戻します</translation>
    </message>
    <message>
        <source>Fit to pane</source>
        <translation>全体を表示</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>左右反転</translation>
    </message>
    <message>
        <source>Forget the paths of opened files</source>
        <translation>開いたファイルの場所を消去します</translation>
    </message>
    <message>
        <source>Forget the region that was drawn on this film</source>
        <translation>この画像に描いた領域を消します</translation>
    </message>
    <message>
        <source>Four panes</source>
        <translation>4画面</translation>
    </message>
    <message>
        <source>From black over red to yellow</source>
        <translation>黒から赤を経て黄色へ</translation>
    </message>
    <message>
        <source>From blue to yellow, for every kind of colour vision</source>
        <translation>青から黄色へ。どの色覚でも識別できます</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>全範囲</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全画面表示</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Guess first</source>
        <translation>先に読影</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>心臓</translation>
    </message>
    <message>
        <source>Heat maps: amber</source>
        <translation>ヒートマップ：アンバー</translation>
    </message>
    <message>
        <source>Heat maps: cividis</source>
        <translation>ヒートマップ：cividis</translation>
    </message>
    <message>
        <source>Heat maps: inferno</source>
        <translation>ヒートマップ：inferno</translation>
    </message>
    <message>
        <source>Hide identity</source>
        <translation>患者情報を隠す</translation>
    </message>
    <message>
        <source>Hide patient and file names everywhere in the window</source>
        <translation>ウィンドウ内の患者名とファイル名をすべて隠します</translation>
    </message>
    <message>
        <source>Hide the networks&apos; answers until you have given yours</source>
        <translation>回答するまでネットワークの答えを隠します</translation>
    </message>
    <message>
        <source>How each network was made and measured, and where it fails</source>
        <translation>各ネットワークの学習・評価・限界を示します</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>白黒反転</translation>
    </message>
    <message>
        <source>Invert vertical drag</source>
        <translation>上下ドラッグを反転</translation>
    </message>
    <message>
        <source>Judge the screen: grey steps, contrast near black and white</source>
        <translation>階調や、黒・白付近のコントラストで画面を確認します</translation>
    </message>
    <message>
        <source>Keep notes on this film, in your own settings folder</source>
        <translation>この画像のメモを自分の設定フォルダーに残します</translation>
    </message>
    <message>
        <source>Keep the paths of opened files; turning it off deletes them</source>
        <translation>開いたファイルの場所を記憶します。オフにすると削除されます</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 4</source>
        <translation>選択中のペインのウィンドウをプリセット 4 として保存します</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 5</source>
        <translation>選択中のペインのウィンドウをプリセット 5 として保存します</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 6</source>
        <translation>選択中のペインのウィンドウをプリセット 6 として保存します</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 7</source>
        <translation>選択中のペインのウィンドウをプリセット 7 として保存します</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 8</source>
        <translation>選択中のペインのウィンドウをプリセット 8 として保存します</translation>
    </message>
    <message>
        <source>Keep the window of the active pane as preset 9</source>
        <translation>選択中のペインのウィンドウをプリセット 9 として保存します</translation>
    </message>
    <message>
        <source>Keyboard and mouse…</source>
        <translation>キーボードとマウス…</translation>
    </message>
    <message>
        <source>Language, look, privacy, device and the attack&apos;s defaults</source>
        <translation>言語・外観・個人情報・計算装置・攻撃の初期値</translation>
    </message>
    <message>
        <source>Lay the Grad-CAM heat map over the films</source>
        <translation>Grad-CAM のヒートマップを画像に重ねます</translation>
    </message>
    <message>
        <source>Lay the signed perturbation over the films</source>
        <translation>符号付きの摂動を画像に重ねます</translation>
    </message>
    <message>
        <source>Lay two pictures over each other in the active pane</source>
        <translation>選択中の表示枠に 2 つの画像を重ねて表示します</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Less opaque</source>
        <translation>不透明度を下げる</translation>
    </message>
    <message>
        <source>Let all panes look at the same place</source>
        <translation>すべてのペインで同じ場所を表示します</translation>
    </message>
    <message>
        <source>Let all panes share one window</source>
        <translation>すべてのペインで同じウィンドウ条件を使います</translation>
    </message>
    <message>
        <source>Link cursor</source>
        <translation>カーソルを連動</translation>
    </message>
    <message>
        <source>Link pan and zoom</source>
        <translation>移動と拡大を連動</translation>
    </message>
    <message>
        <source>Link window</source>
        <translation>ウィンドウを連動</translation>
    </message>
    <message>
        <source>List and search the attributes of the film&apos;s file</source>
        <translation>この画像のファイルの属性を一覧し検索します</translation>
    </message>
    <message>
        <source>List the keys and mouse gestures</source>
        <translation>キーとマウス操作の一覧を表示します</translation>
    </message>
    <message>
        <source>Lower amplitude</source>
        <translation>振幅を下げる</translation>
    </message>
    <message>
        <source>Lower amplitude finely</source>
        <translation>振幅を細かく下げる</translation>
    </message>
    <message>
        <source>Lower the amplitude by 0.01</source>
        <translation>振幅を0.01下げます</translation>
    </message>
    <message>
        <source>Lower the amplitude by 0.05</source>
        <translation>振幅を 0.05 下げます</translation>
    </message>
    <message>
        <source>Lower the opacity of the overlays that are shown by 10 percent</source>
        <translation>表示中のオーバーレイの不透明度を 10 % 下げます</translation>
    </message>
    <message>
        <source>Lung fields</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>Lung fields, 1–99 %</source>
        <translation>肺野 1〜99 %</translation>
    </message>
    <message>
        <source>Magnify all panes</source>
        <translation>すべての画面を拡大します</translation>
    </message>
    <message>
        <source>Magnify what is under the cursor; hold the key to peek</source>
        <translation>カーソルの下を拡大します。キーを押している間だけの表示もできます</translation>
    </message>
    <message>
        <source>Magnifying glass</source>
        <translation>拡大鏡</translation>
    </message>
    <message>
        <source>Mark the cursor on every pane, not only under the mouse</source>
        <translation>カーソルの位置を、マウスのあるペインだけでなくすべてのペインに示します</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>最小限</translation>
    </message>
    <message>
        <source>Mirror the film; its side markers follow</source>
        <translation>画像を左右反転します。左右の標識も一緒に動きます</translation>
    </message>
    <message>
        <source>Model cards…</source>
        <translation>モデルカード…</translation>
    </message>
    <message>
        <source>More opaque</source>
        <translation>不透明度を上げる</translation>
    </message>
    <message>
        <source>Move slowly from the original to the attack and back</source>
        <translation>原画像と攻撃後の間をゆっくり往復します</translation>
    </message>
    <message>
        <source>Next film</source>
        <translation>次の画像</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Numbers (JSON, CSV)…</source>
        <translation>数値 (JSON, CSV)…</translation>
    </message>
    <message>
        <source>One hue, from dark to light</source>
        <translation>暗から明への単一色相</translation>
    </message>
    <message>
        <source>One pane</source>
        <translation>1画面</translation>
    </message>
    <message>
        <source>Open demo study</source>
        <translation>デモ検査を開く</translation>
    </message>
    <message>
        <source>Open every radiograph in a folder</source>
        <translation>フォルダー内のすべてのX線写真を開きます</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>フォルダーを開く…</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>ログのフォルダーを開く</translation>
    </message>
    <message>
        <source>Open network bundle…</source>
        <translation>ネットワークバンドルを開く…</translation>
    </message>
    <message>
        <source>Open one or several radiographs</source>
        <translation>1枚または複数のX線写真を開きます</translation>
    </message>
    <message>
        <source>Open the eight simulated films that come with the program</source>
        <translation>付属のシミュレーション画像8枚を開きます</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Original, adversarial film, perturbation and Grad-CAM</source>
        <translation>原画像・敵対的画像・摂動・Grad-CAM</translation>
    </message>
    <message>
        <source>Outline lung fields and heart on every pane</source>
        <translation>すべての画面に肺野と心臓の輪郭を描きます</translation>
    </message>
    <message>
        <source>Own preset 4</source>
        <translation>保存したプリセット 4</translation>
    </message>
    <message>
        <source>Own preset 5</source>
        <translation>保存したプリセット 5</translation>
    </message>
    <message>
        <source>Own preset 6</source>
        <translation>保存したプリセット 6</translation>
    </message>
    <message>
        <source>Own preset 7</source>
        <translation>保存したプリセット 7</translation>
    </message>
    <message>
        <source>Own preset 8</source>
        <translation>保存したプリセット 8</translation>
    </message>
    <message>
        <source>Own preset 9</source>
        <translation>保存したプリセット 9</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Panes as at the start</source>
        <translation>最初の表示に戻す</translation>
    </message>
    <message>
        <source>Perturbation</source>
        <translation>摂動</translation>
    </message>
    <message>
        <source>Perturbation, Grad-CAM, Guided Backpropagation and translation side by side</source>
        <translation>摂動・Grad-CAM・Guided Backpropagation・画像変換を並べて表示します</translation>
    </message>
    <message>
        <source>Play amplitude</source>
        <translation>振幅を再生</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>環境設定…</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>提示モード</translation>
    </message>
    <message>
        <source>Previous film</source>
        <translation>前の画像</translation>
    </message>
    <message>
        <source>Put the lines of the cardiothoracic ratio back</source>
        <translation>心胸郭比の線を計測どおりに戻します</translation>
    </message>
    <message>
        <source>Quick tour</source>
        <translation>クイックツアー</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Raise amplitude</source>
        <translation>振幅を上げる</translation>
    </message>
    <message>
        <source>Raise amplitude finely</source>
        <translation>振幅を細かく上げる</translation>
    </message>
    <message>
        <source>Raise the amplitude by 0.01</source>
        <translation>振幅を0.01上げます</translation>
    </message>
    <message>
        <source>Raise the amplitude by 0.05</source>
        <translation>振幅を 0.05 上げます</translation>
    </message>
    <message>
        <source>Raise the opacity of the overlays that are shown by 10 percent</source>
        <translation>表示中のオーバーレイの不透明度を 10 % 上げます</translation>
    </message>
    <message>
        <source>Rectangular region</source>
        <translation>矩形の関心領域</translation>
    </message>
    <message>
        <source>Reduce all panes</source>
        <translation>すべての画面を縮小します</translation>
    </message>
    <message>
        <source>Remember opened files</source>
        <translation>開いたファイルを記憶</translation>
    </message>
    <message>
        <source>Remove all measurements</source>
        <translation>すべての計測を削除</translation>
    </message>
    <message>
        <source>Remove drawn region</source>
        <translation>描いた領域を消す</translation>
    </message>
    <message>
        <source>Remove last measurement</source>
        <translation>最後の計測を削除</translation>
    </message>
    <message>
        <source>Report (PDF)…</source>
        <translation>レポート (PDF)…</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>表示を初期化</translation>
    </message>
    <message>
        <source>Reveal answers</source>
        <translation>答えを表示</translation>
    </message>
    <message>
        <source>Right button sets the window</source>
        <translation>右ボタンでウィンドウ操作</translation>
    </message>
    <message>
        <source>Right drag for the window, left drag for zoom</source>
        <translation>右ドラッグでウィンドウ、左ドラッグで拡大縮小を行います</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>左に回転</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>右に回転</translation>
    </message>
    <message>
        <source>Rulers</source>
        <translation>目盛り</translation>
    </message>
    <message>
        <source>Run attack</source>
        <translation>攻撃を実行</translation>
    </message>
    <message>
        <source>Save as preset 4</source>
        <translation>プリセット 4 として保存</translation>
    </message>
    <message>
        <source>Save as preset 5</source>
        <translation>プリセット 5 として保存</translation>
    </message>
    <message>
        <source>Save as preset 6</source>
        <translation>プリセット 6 として保存</translation>
    </message>
    <message>
        <source>Save as preset 7</source>
        <translation>プリセット 7 として保存</translation>
    </message>
    <message>
        <source>Save as preset 8</source>
        <translation>プリセット 8 として保存</translation>
    </message>
    <message>
        <source>Save as preset 9</source>
        <translation>プリセット 9 として保存</translation>
    </message>
    <message>
        <source>Save every number and option, so that they can be replayed</source>
        <translation>すべての数値と条件を、再現できる形で保存します</translation>
    </message>
    <message>
        <source>Save one page with film, pictures, numbers and networks</source>
        <translation>画像・図・数値・ネットワークを1ページにまとめて保存します</translation>
    </message>
    <message>
        <source>Save the film from amplitude to amplitude as an animation</source>
        <translation>振幅を変えながらの画像をアニメーションとして保存します</translation>
    </message>
    <message>
        <source>Save the panes as shown, with legend, notice and parameters</source>
        <translation>表示中の画面を、注意書き・凡例・条件とともに保存します</translation>
    </message>
    <message>
        <source>Save the perturbed film as a marked 16-bit PNG</source>
        <translation>摂動を加えた画像を、表示付きの16ビットPNGとして保存します</translation>
    </message>
    <message>
        <source>Save view, segmentation and measurements as DICOM objects</source>
        <translation>表示・領域分割・計測値をDICOMオブジェクトとして保存します</translation>
    </message>
    <message>
        <source>Self-test…</source>
        <translation>自己診断…</translation>
    </message>
    <message>
        <source>Set the amplitude to 0, the original film</source>
        <translation>振幅を 0（原画像）にします</translation>
    </message>
    <message>
        <source>Set the amplitude to 1, the attack as found</source>
        <translation>振幅を 1（得られた攻撃そのもの）にします</translation>
    </message>
    <message>
        <source>Set the amplitude to 2, the end of the scale</source>
        <translation>振幅を目盛りの端の2にします</translation>
    </message>
    <message>
        <source>Show amplitude and opacity on the panes</source>
        <translation>振幅と不透明度のスライダーをペイン上に表示します</translation>
    </message>
    <message>
        <source>Show every value of the film between black and white</source>
        <translation>画像のすべての値を黒から白の間に表示します</translation>
    </message>
    <message>
        <source>Show one film pixel as one screen pixel</source>
        <translation>画像の1画素を画面の1画素で表示します</translation>
    </message>
    <message>
        <source>Show only titles and values in the corners</source>
        <translation>題名と値だけを四隅に表示します</translation>
    </message>
    <message>
        <source>Show only what a pane is</source>
        <translation>ペインの題名だけを表示します</translation>
    </message>
    <message>
        <source>Show or hide all overlays and lines at once</source>
        <translation>すべてのオーバーレイと線をまとめて表示／非表示にします</translation>
    </message>
    <message>
        <source>Show or hide the crosshair at the cursor</source>
        <translation>カーソル位置の十字線を表示または非表示にします</translation>
    </message>
    <message>
        <source>Show original, adversarial film and perturbation</source>
        <translation>原画像、敵対的画像、摂動を表示します</translation>
    </message>
    <message>
        <source>Show original, adversarial film, perturbation and Grad-CAM</source>
        <translation>原画像、敵対的画像、摂動、Grad-CAM を表示します</translation>
    </message>
    <message>
        <source>Show patient, study, acquisition and values in the corners</source>
        <translation>患者・検査・撮影の情報と値を四隅に表示します</translation>
    </message>
    <message>
        <source>Show scales at the left and the bottom of the films</source>
        <translation>画像の左と下に目盛りを表示します</translation>
    </message>
    <message>
        <source>Show the film after this one</source>
        <translation>1つ後の画像を表示します</translation>
    </message>
    <message>
        <source>Show the film before this one</source>
        <translation>1つ前の画像を表示します</translation>
    </message>
    <message>
        <source>Show the films alone, large and without names; on a second screen if any</source>
        <translation>画像だけを大きく、氏名なしで示します。2台目の画面があればそこに</translation>
    </message>
    <message>
        <source>Show the folder with the program&apos;s log</source>
        <translation>プログラムのログがあるフォルダーを表示します</translation>
    </message>
    <message>
        <source>Show the last crash report; it stays on this computer</source>
        <translation>最後のクラッシュ報告を表示します（送信されません）</translation>
    </message>
    <message>
        <source>Show the networks&apos; answers for this film without a guess</source>
        <translation>回答せずにこの画像の答えを表示します</translation>
    </message>
    <message>
        <source>Show the original alone</source>
        <translation>原画像だけを表示します</translation>
    </message>
    <message>
        <source>Show the original and the adversarial film</source>
        <translation>原画像と敵対的画像を表示します</translation>
    </message>
    <message>
        <source>Show the two lines of the cardiothoracic ratio</source>
        <translation>心胸郭比の2本の計測線を表示します</translation>
    </message>
    <message>
        <source>Show the whole film</source>
        <translation>画像全体を表示します</translation>
    </message>
    <message>
        <source>Show two pictures in turn in one pane; Esc stops</source>
        <translation>2 つの画像を 1 つの表示枠で交互に表示します（Esc で停止）</translation>
    </message>
    <message>
        <source>Show what is where, in a few steps</source>
        <translation>どこに何があるかを短く案内します</translation>
    </message>
    <message>
        <source>Spread the middle 99 percent of the values</source>
        <translation>値の中央 99 % を黒から白に広げます</translation>
    </message>
    <message>
        <source>Spread the values inside the lung fields</source>
        <translation>肺野内の画素値に合わせます</translation>
    </message>
    <message>
        <source>Standard and robust network</source>
        <translation>標準とロバスト版</translation>
    </message>
    <message>
        <source>Stop the analysis; what was found stays</source>
        <translation>解析を中止します。得られた結果は残ります</translation>
    </message>
    <message>
        <source>Take every line and region off this film</source>
        <translation>この画像の線と関心領域をすべて消します</translation>
    </message>
    <message>
        <source>Take the last line or region off this film</source>
        <translation>この画像の最後の線または関心領域を消します</translation>
    </message>
    <message>
        <source>Teaching notes…</source>
        <translation>指導メモ…</translation>
    </message>
    <message>
        <source>The standard and the robust perturbation side by side</source>
        <translation>標準の摂動とロバスト版の摂動を並べて表示します</translation>
    </message>
    <message>
        <source>Three panes</source>
        <translation>3画面</translation>
    </message>
    <message>
        <source>Turn the film by 90° anticlockwise</source>
        <translation>画像を反時計回りに90°回します</translation>
    </message>
    <message>
        <source>Turn the film by 90° clockwise</source>
        <translation>画像を時計回りに90°回します</translation>
    </message>
    <message>
        <source>Two in one pane</source>
        <translation>2 画像を重ねる</translation>
    </message>
    <message>
        <source>Two panes</source>
        <translation>2画面</translation>
    </message>
    <message>
        <source>Use English</source>
        <translation>英語で表示します（Use English）</translation>
    </message>
    <message>
        <source>Use a network of your own, as training.fit makes it, until the program ends</source>
        <translation>training.fit で作成した自前のネットワークを、プログラム終了まで使用します</translation>
    </message>
    <message>
        <source>Use the file&apos;s window; once more for its next one</source>
        <translation>ファイルのウィンドウを使います。もう一度押すと次のウィンドウに切り替わります</translation>
    </message>
    <message>
        <source>Use the whole screen; Esc leaves</source>
        <translation>画面全体を使います。Esc で戻ります</translation>
    </message>
    <message>
        <source>Use the window that was saved as 4</source>
        <translation>4 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Use the window that was saved as 5</source>
        <translation>5 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Use the window that was saved as 6</source>
        <translation>6 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Use the window that was saved as 7</source>
        <translation>7 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Use the window that was saved as 8</source>
        <translation>8 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Use the window that was saved as 9</source>
        <translation>9 に保存したウィンドウを使います</translation>
    </message>
    <message>
        <source>Version, networks and licence</source>
        <translation>バージョン、ネットワーク、ライセンス</translation>
    </message>
    <message>
        <source>View as picture…</source>
        <translation>表示を画像として…</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Window of the file</source>
        <translation>ファイルのウィンドウ</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>日本語で表示する</source>
        <translation>日本語で表示します</translation>
    </message>
    <message>
        <source>Original, counterfactual, what changed and Grad-CAM</source>
        <translation>元の画像、反事実画像、変化した箇所、Grad-CAM</translation>
    </message>
    <message>
        <source>The paper’s panes</source>
        <translation>論文のペイン</translation>
    </message>
    <message>
        <source>What suits the finding</source>
        <translation>所見に合うもの</translation>
    </message>
    <message>
        <source>Moved borders for cardiomegaly, small opacities for pneumoconiosis</source>
        <translation>心肥大では輪郭の移動、塵肺では小陰影</translation>
    </message>
    <message>
        <source>Moved borders</source>
        <translation>輪郭の移動</translation>
    </message>
    <message>
        <source>Move borders as little as turns the answer</source>
        <translation>答えが変わるだけ輪郭を最小限に動かす</translation>
    </message>
    <message>
        <source>Small opacities</source>
        <translation>小陰影</translation>
    </message>
    <message>
        <source>Set or remove small opacities until the answer turns</source>
        <translation>答えが変わるまで小陰影を加えるか取り除く</translation>
    </message>
    <message>
        <source>Broad brightness</source>
        <translation>広い範囲の明るさ</translation>
    </message>
    <message>
        <source>Change brightness smoothly until the answer turns</source>
        <translation>答えが変わるまで明るさをなだらかに変える</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>オートエンコーダ</translation>
    </message>
    <message>
        <source>Change an autoencoder’s code until the answer turns</source>
        <translation>答えが変わるまでオートエンコーダの符号を変える</translation>
    </message>
    <message>
        <source>CycleGAN</source>
        <translation>CycleGAN</translation>
    </message>
    <message>
        <source>The film as a network draws it in the other class</source>
        <translation>生成ネットワークが描く、もう一方のクラスの画像</translation>
    </message>
    <message>
        <source>Pixels (PGD)</source>
        <translation>画素 (PGD)</translation>
    </message>
    <message>
        <source>Change every pixel a little, as the paper does</source>
        <translation>論文のとおり、全画素をわずかに変える</translation>
    </message>
    <message>
        <source>Film as it was taken</source>
        <translation>撮影されたままの画像</translation>
    </message>
    <message>
        <source>Show changed films as they were taken; hold the key to blink</source>
        <translation>変化させた画像を元のまま表示します。キーを押している間だけ切り替わります</translation>
    </message>
    <message>
        <source>The network that reads the marker</source>
        <translation>標識を読むネットワーク</translation>
    </message>
    <message>
        <source>Five minutes with a network that is right for a wrong reason</source>
        <translation>誤った理由で正解するネットワークを 5 分で学びます</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>レッスンを開く…</translation>
    </message>
    <message>
        <source>Open a folder with a lesson of your own</source>
        <translation>自分のレッスンのフォルダを開きます</translation>
    </message>
    <message>
        <source>Counterfactual film…</source>
        <translation>反事実画像…</translation>
    </message>
    <message>
        <source>Save the counterfactual film as a marked 16-bit PNG</source>
        <translation>反事実画像を、標識付きの16ビットPNGとして保存します</translation>
    </message>
</context>
<context>
    <name>agreement</name>
    <message>
        <source>Attacked network</source>
        <translation>攻撃したネットワーク</translation>
    </message>
    <message>
        <source>Robust twin</source>
        <translation>ロバスト版</translation>
    </message>
    <message>
        <source>by chance: {interval}</source>
        <translation>偶然の範囲: {interval}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>flips</source>
        <translation>反転する</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>維持</translation>
    </message>
    <message>
        <source>no flip</source>
        <translation>反転せず</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>random order</source>
        <translation>無作為な順序</translation>
    </message>
    <message>
        <source>{low} to {high} cycles per model pixel</source>
        <translation>{low}～{high} サイクル／モデル画素</translation>
    </message>
    <message>
        <source>|δ|</source>
        <translation>|δ|</translation>
    </message>
    <message>
        <source>ρ with random weights: {rho}</source>
        <translation>無作為な重みとの ρ: {rho}</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>95 % interval</source>
        <translation>95 % 信頼区間</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>AUC of the cardiothoracic ratio</source>
        <translation>心胸郭比によるAUC</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>構造</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>較正誤差</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Classifier</source>
        <translation>分類器</translation>
    </message>
    <message>
        <source>Dice, heart</source>
        <translation>Dice係数、心臓</translation>
    </message>
    <message>
        <source>Dice, lung fields</source>
        <translation>Dice係数、肺野</translation>
    </message>
    <message>
        <source>Error of there and back</source>
        <translation>往復の誤差</translation>
    </message>
    <message>
        <source>False positives without finding</source>
        <translation>所見なしでの偽陽性率</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Films, patients</source>
        <translation>画像数、患者数</translation>
    </message>
    <message>
        <source>Flipped by PGD in film space, ε = 8/255</source>
        <translation>画像空間の PGD による反転、ε = 8/255</translation>
    </message>
    <message>
        <source>Flipped by PGD, ε = 2/255</source>
        <translation>PGD による反転、ε = 2/255</translation>
    </message>
    <message>
        <source>Flipped by PGD, ε = 8/255</source>
        <translation>PGD による反転、ε = 8/255</translation>
    </message>
    <message>
        <source>Flipped by translation</source>
        <translation>変換による反転</translation>
    </message>
    <message>
        <source>Flipped by translation to no finding</source>
        <translation>検出なしへの変換による反転</translation>
    </message>
    <message>
        <source>Flipped by translation to the finding</source>
        <translation>所見ありへの変換による反転</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>合成変形</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>使用目的</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Limitations</source>
        <translation>限界</translation>
    </message>
    <message>
        <source>Mean attention</source>
        <translation>平均アテンション</translation>
    </message>
    <message>
        <source>Mean error of the cardiothoracic ratio</source>
        <translation>心胸郭比の平均誤差</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>NIH, 1024 px</source>
        <translation>NIH、1024 px</translation>
    </message>
    <message>
        <source>NIH, 64 px</source>
        <translation>NIH、64 px</translation>
    </message>
    <message>
        <source>NIH, all</source>
        <translation>NIH、全体</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>評価値はありません。</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>判定点</translation>
    </message>
    <message>
        <source>Out of distribution from</source>
        <translation>分布外とみなす距離</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Own films</source>
        <translation>自前の画像</translation>
    </message>
    <message>
        <source>P(target) when flipped in film space, ε = 8/255</source>
        <translation>画像空間での反転時の P(目標)、ε = 8/255</translation>
    </message>
    <message>
        <source>P(target) when flipped, ε = 2/255</source>
        <translation>反転時の P(目標)、ε = 2/255</translation>
    </message>
    <message>
        <source>P(target) when flipped, ε = 8/255</source>
        <translation>反転時の P(目標)、ε = 8/255</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>由来</translation>
    </message>
    <message>
        <source>SHA-256 of the weights</source>
        <translation>重みのSHA-256</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>領域分割</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>感度</translation>
    </message>
    <message>
        <source>Simulated, settings A</source>
        <translation>シミュレーション、設定A</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>オートエンコーダ</translation>
    </message>
    <message>
        <source>Simulated, settings B</source>
        <translation>シミュレーション、設定B</translation>
    </message>
    <message>
        <source>NIH, 640 and 1024 px</source>
        <translation>NIH、640・1024 px</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特異度</translation>
    </message>
    <message>
        <source>Mean absolute error of the picture</source>
        <translation>再構成画像の平均絶対誤差</translation>
    </message>
    <message>
        <source>Root mean square error of the picture</source>
        <translation>再構成画像の二乗平均平方根誤差</translation>
    </message>
    <message>
        <source>Mean absolute error of an even grey</source>
        <translation>一様な灰色の平均絶対誤差</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>課題</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>To no finding</source>
        <translation>検出なしへ</translation>
    </message>
    <message>
        <source>To the finding</source>
        <translation>所見ありへ</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>学習データ</translation>
    </message>
    <message>
        <source>Translator</source>
        <translation>画像変換</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>opacities of type {which}</source>
        <translation>陰影の型 {which}</translation>
    </message>
    <message>
        <source>profusion {which}</source>
        <translation>第{which}型（密度）</translation>
    </message>
    <message>
        <source>{distance}, above {share} of {films} films held out</source>
        <translation>{distance}（検証画像 {films} 枚の {share} を上回る距離）</translation>
    </message>
    <message>
        <source>{name} (robust)</source>
        <translation>{name}（ロバスト版）</translation>
    </message>
</context>
<context>
    <name>counterfactual</name>
    <message>
        <source>Shape</source>
        <translation>形</translation>
    </message>
    <message>
        <source>Opacities</source>
        <translation>陰影</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>明るさ</translation>
    </message>
    <message>
        <source>Latent shift</source>
        <translation>潜在シフト</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>変換</translation>
    </message>
    <message>
        <source>Pixels (PGD)</source>
        <translation>画素(PGD)</translation>
    </message>
    <message>
        <source>the heart&apos;s left border</source>
        <translation>心臓の左縁</translation>
    </message>
    <message>
        <source>the heart&apos;s right border</source>
        <translation>心臓の右縁</translation>
    </message>
    <message>
        <source>the left chest wall</source>
        <translation>左胸壁</translation>
    </message>
    <message>
        <source>the right chest wall</source>
        <translation>右胸壁</translation>
    </message>
    <message>
        <source>the left diaphragm</source>
        <translation>左横隔膜</translation>
    </message>
    <message>
        <source>the right diaphragm</source>
        <translation>右横隔膜</translation>
    </message>
    <message>
        <source>the right upper zone</source>
        <translation>右上肺野</translation>
    </message>
    <message>
        <source>the right middle zone</source>
        <translation>右中肺野</translation>
    </message>
    <message>
        <source>the right lower zone</source>
        <translation>右下肺野</translation>
    </message>
    <message>
        <source>the left upper zone</source>
        <translation>左上肺野</translation>
    </message>
    <message>
        <source>the left middle zone</source>
        <translation>左中肺野</translation>
    </message>
    <message>
        <source>the left lower zone</source>
        <translation>左下肺野</translation>
    </message>
    <message>
        <source>the heart</source>
        <translation>心臓</translation>
    </message>
    <message>
        <source>what is neither lung nor heart</source>
        <translation>肺野と心臓以外</translation>
    </message>
    <message>
        <source>random shifts of the same size</source>
        <translation>同じ大きさのランダムな変位</translation>
    </message>
    <message>
        <source>as many at random places</source>
        <translation>ランダムな位置に置いた同数の陰影</translation>
    </message>
    <message>
        <source>random changes of brightness of the same size</source>
        <translation>同じ大きさのランダムな明るさの変化</translation>
    </message>
    <message>
        <source>random changes of the code of the same size</source>
        <translation>同じ大きさの潜在符号のランダムな変化</translation>
    </message>
    <message>
        <source>the same redrawing at random places</source>
        <translation>ランダムな位置での同じ描き換え</translation>
    </message>
    <message>
        <source>random signs of the same size</source>
        <translation>同じ大きさでランダムな符号の変化</translation>
    </message>
    <message>
        <source>With {place} {amount} further in</source>
        <translation>{place}が {amount} 内側にある場合</translation>
    </message>
    <message>
        <source>With {place} {amount} further out</source>
        <translation>{place}が {amount} 外側にある場合</translation>
    </message>
    <message>
        <source>With {place} {amount} higher</source>
        <translation>{place}が {amount} 高い場合</translation>
    </message>
    <message>
        <source>With {place} {amount} lower</source>
        <translation>{place}が {amount} 低い場合</translation>
    </message>
    <message>
        <source>With the film&apos;s contents shifted by up to {amount}</source>
        <translation>画像の内容が最大 {amount} ずれる場合</translation>
    </message>
    <message>
        <source>With one small rounded opacity added in {zones}</source>
        <translation>{zones}に小円形陰影が 1 個加わる場合</translation>
    </message>
    <message>
        <source>With {count} small rounded opacities added in {zones}</source>
        <translation>{zones}に小円形陰影が {count} 個加わる場合</translation>
    </message>
    <message>
        <source>With one small rounded opacity removed from {zones}</source>
        <translation>{zones}から小円形陰影が 1 個なくなる場合</translation>
    </message>
    <message>
        <source>With {count} small rounded opacities removed from {zones}</source>
        <translation>{zones}から小円形陰影が {count} 個なくなる場合</translation>
    </message>
    <message>
        <source>With brightness changed by up to {amount}, above all {place} brighter</source>
        <translation>明るさが最大 {amount}変わり、特に{place}が明るい場合</translation>
    </message>
    <message>
        <source>With brightness changed by up to {amount}, above all {place} darker</source>
        <translation>明るさが最大 {amount}変わり、特に{place}が暗い場合</translation>
    </message>
    <message>
        <source>With {share} of the film redrawn, above all {place} brighter</source>
        <translation>画像の {share} が描き換えられ、特に{place}が明るい場合</translation>
    </message>
    <message>
        <source>With {share} of the film redrawn, above all {place} darker</source>
        <translation>画像の {share} が描き換えられ、特に{place}が暗い場合</translation>
    </message>
    <message>
        <source>With every pixel changed by at most {amount}</source>
        <translation>各画素が最大 {amount} 変わる場合</translation>
    </message>
    <message>
        <source>{lead} (ratio {before} → {after})</source>
        <translation>{lead}(心胸郭比 {before} → {after})</translation>
    </message>
    <message>
        <source>{lead} the network would say {answer}{random}.</source>
        <translation>{lead}、ネットワークの答えは「{answer}」になります{random}。</translation>
    </message>
    <message>
        <source>{lead} the network would still not say {answer}.</source>
        <translation>{lead}でも、ネットワークの答えは「{answer}」になりません。</translation>
    </message>
    <message>
        <source>Changes of this kind could not be searched for.</source>
        <translation>この種類の変化は探索できませんでした。</translation>
    </message>
    <message>
        <source>{zones} and {count} more</source>
        <translation>{zones}ほか {count} 肺野</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>No change of this kind was found with which the network would say {answer}.</source>
        <translation>ネットワークの答えが「{answer}」になるこの種類の変化は見つかりませんでした。</translation>
    </message>
    <message>
        <source>The network says {answer} already.</source>
        <translation>ネットワークの答えはすでに「{answer}」です。</translation>
    </message>
    <message>
        <source>; {random} never did (0 of {draws})</source>
        <translation>({random}では {draws} 回中 0 回)</translation>
    </message>
    <message>
        <source>; {random} did, too, in {flips} of {draws}</source>
        <translation>(ただし{random}でも {draws} 回中 {flips} 回)</translation>
    </message>
    <message>
        <source>The robust network would say so, too.</source>
        <translation>頑健なネットワークの答えも同じになります。</translation>
    </message>
    <message>
        <source>The robust network would not.</source>
        <translation>頑健なネットワークの答えは変わりません。</translation>
    </message>
    <message>
        <source>{value} mm</source>
        <translation>{value} mm</translation>
    </message>
    <message>
        <source>{value} px</source>
        <translation>{value} px</translation>
    </message>
    <message>
        <source>{value} grey levels of 255</source>
        <translation>{value} 階調(255 階調中)</translation>
    </message>
    <message>
        <source>less than {value}</source>
        <translation>{value} 未満</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>All its pixels have the same value.</source>
        <translation>すべての画素が同じ値です。</translation>
    </message>
    <message>
        <source>Ask whoever made it for an ordinary archive.</source>
        <translation>作成者に通常のアーカイブを依頼してください。</translation>
    </message>
    <message>
        <source>Change it in the attack form.</source>
        <translation>攻撃フォームで変更してください。</translation>
    </message>
    <message>
        <source>Check that the export holds the radiograph.</source>
        <translation>書き出したファイルにX線写真が入っているか確認してください。</translation>
    </message>
    <message>
        <source>Check that you may read it, or copy it to another folder.</source>
        <translation>読み取り権限を確認するか、別のフォルダーにコピーしてください。</translation>
    </message>
    <message>
        <source>Check the file: its header may claim a wrong size.</source>
        <translation>ファイルを確認してください。ヘッダーの大きさが誤っている可能性があります。</translation>
    </message>
    <message>
        <source>Check the path, or open the study again.</source>
        <translation>場所を確認するか、検査を開き直してください。</translation>
    </message>
    <message>
        <source>Choose a JSON file that Setsudo exported for one film with an attack.</source>
        <translation>攻撃を行った画像についてSetsudoが書き出したJSONファイルを選んでください。</translation>
    </message>
    <message>
        <source>Choose a folder that holds radiographs.</source>
        <translation>X線写真のあるフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Choose animated GIF or PNG.</source>
        <translation>アニメーションGIFまたはPNGを選んでください。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>別のフォルダーを選ぶか、空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>Choose another method, such as Integrated Gradients.</source>
        <translation>Integrated Gradients など別の手法を選んでください。</translation>
    </message>
    <message>
        <source>Choose another method; this film&apos;s map would mislead.</source>
        <translation>別の手法を選んでください。この画像のマップは誤解を招きます。</translation>
    </message>
    <message>
        <source>Choose another region, or check the segmentation.</source>
        <translation>別の領域を選ぶか、領域抽出の結果を確認してください。</translation>
    </message>
    <message>
        <source>Choose one of: {known}.</source>
        <translation>次の中から選んでください：{known}。</translation>
    </message>
    <message>
        <source>Choose the film whose SHA-256 begins with {sha256}.</source>
        <translation>SHA-256が {sha256} で始まる画像を選んでください。</translation>
    </message>
    <message>
        <source>Copy it again from where it came from.</source>
        <translation>元の場所からもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>Copy it again from where it came from; the copy is incomplete.</source>
        <translation>コピーが途中で終わっています。元の場所からもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>Copy it again, or export it as uncompressed DICOM or PNG.</source>
        <translation>もう一度コピーするか、非圧縮の DICOM または PNG で書き出してください。</translation>
    </message>
    <message>
        <source>Decoding it needs more than {limit_mb} MB of memory.</source>
        <translation>復号に {limit_mb} MB を超えるメモリーが必要です。</translation>
    </message>
    <message>
        <source>Decoding took longer than {seconds} s and was stopped.</source>
        <translation>復号に {seconds} 秒以上かかったため中止しました。</translation>
    </message>
    <message>
        <source>Draw one, or let the attack act elsewhere.</source>
        <translation>領域を描くか、攻撃する場所を変えてください。</translation>
    </message>
    <message>
        <source>Draw the region on this film.</source>
        <translation>この画像の上に領域を描いてください。</translation>
    </message>
    <message>
        <source>Export it again, best as uncompressed DICOM or PNG.</source>
        <translation>もう一度、できれば非圧縮の DICOM または PNG で書き出してください。</translation>
    </message>
    <message>
        <source>Export it again; the header contradicts itself.</source>
        <translation>ヘッダーが矛盾しています。もう一度書き出してください。</translation>
    </message>
    <message>
        <source>Export it again; the header contradicts the image.</source>
        <translation>ヘッダーと画像が矛盾しています。もう一度書き出してください。</translation>
    </message>
    <message>
        <source>Export it as uncompressed, RLE, JPEG, JPEG-LS or JPEG 2000.</source>
        <translation>非圧縮、RLE、JPEG、JPEG-LS、JPEG 2000 のいずれかで書き出してください。</translation>
    </message>
    <message>
        <source>Export the radiograph alone, without other series.</source>
        <translation>他のシリーズを含めず、X線写真だけを書き出してください。</translation>
    </message>
    <message>
        <source>Export the view as a Secondary Capture instead; it is marked.</source>
        <translation>代わりに表示をセカンダリキャプチャ（SC）として書き出してください。表示には注意書きが入ります。</translation>
    </message>
    <message>
        <source>Export the wanted frame alone.</source>
        <translation>必要なフレームだけを書き出してください。</translation>
    </message>
    <message>
        <source>Give a CSV with a header: a column “file”, and one for each finding with yes or no.</source>
        <translation>見出し行のある CSV を指定してください（「file」列と、所見ごとの yes／no の列）。</translation>
    </message>
    <message>
        <source>Guided Backpropagation can&apos;t follow the network “{name}”: it uses {rectifier}.</source>
        <translation>ネットワーク「{name}」は {rectifier} を使うため、Guided Backpropagation を適用できません。</translation>
    </message>
    <message>
        <source>Install the program again, or import the bundle again.</source>
        <translation>プログラムを再インストールするか、バンドルを読み込み直してください。</translation>
    </message>
    <message>
        <source>Install the program again, or import the network&apos;s bundle.</source>
        <translation>プログラムを再インストールするか、ネットワークのバンドルを読み込んでください。</translation>
    </message>
    <message>
        <source>It has {columns} × {rows} pixels; at least {limit} × {limit} are needed.</source>
        <translation>画素数は {columns} × {rows} です。{limit} × {limit} 以上が必要です。</translation>
    </message>
    <message>
        <source>It has {columns} × {rows} pixels; at most {limit_mp} million are accepted.</source>
        <translation>画素数は {columns} × {rows} です。{limit_mp} メガピクセルまで開けます。</translation>
    </message>
    <message>
        <source>It holds {frames} frames; a radiograph has one.</source>
        <translation>{frames} フレームあります。X線写真は1フレームです。</translation>
    </message>
    <message>
        <source>It names {count} files; at most {limit} are read.</source>
        <translation>{count}個のファイルが含まれていますが、読み込めるのは{limit}個までです。</translation>
    </message>
    <message>
        <source>Its header names the transfer syntax {transfer_syntax}, but its content is not in it.</source>
        <translation>ヘッダーの転送構文は {transfer_syntax} ですが、内容が一致しません。</translation>
    </message>
    <message>
        <source>Its size or bit depth is not valid: {reason}.</source>
        <translation>大きさまたはビット深度が不正です：{reason}。</translation>
    </message>
    <message>
        <source>Its transfer syntax {transfer_syntax} is not supported.</source>
        <translation>転送構文 {transfer_syntax} には対応していません。</translation>
    </message>
    <message>
        <source>Keep the suggested name, or put ADV_ before yours.</source>
        <translation>提示された名前を使うか、名前の先頭にADV_を付けてください。</translation>
    </message>
    <message>
        <source>No DICOM, PNG, JPEG or TIFF image was found there.</source>
        <translation>DICOM、PNG、JPEG、TIFF の画像が見つかりませんでした。</translation>
    </message>
    <message>
        <source>No region has been drawn on this film.</source>
        <translation>この画像には領域が描かれていません。</translation>
    </message>
    <message>
        <source>No result is shown; check the film and the network.</source>
        <translation>結果は表示しません。画像とネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Open a DICOM file.</source>
        <translation>DICOMファイルを開いてください。</translation>
    </message>
    <message>
        <source>Open a chest radiograph in one of these formats.</source>
        <translation>これらの形式の胸部X線写真を開いてください。</translation>
    </message>
    <message>
        <source>Open a greyscale image; a chest radiograph has no colours.</source>
        <translation>グレースケール画像を開いてください。胸部X線写真に色はありません。</translation>
    </message>
    <message>
        <source>Open the folder with the images instead.</source>
        <translation>代わりに、画像のあるフォルダーを開いてください。</translation>
    </message>
    <message>
        <source>Open the image file of the study, not a report or a directory.</source>
        <translation>レポートや DICOMDIR ではなく、検査の画像ファイルを開いてください。</translation>
    </message>
    <message>
        <source>Open the radiograph itself, not a thumbnail or an icon.</source>
        <translation>サムネイルやアイコンではなく、X線写真そのものを開いてください。</translation>
    </message>
    <message>
        <source>Open the radiographs alone, in a folder.</source>
        <translation>X線写真だけをフォルダーに入れて開いてください。</translation>
    </message>
    <message>
        <source>Pack it again as an ordinary ZIP archive.</source>
        <translation>通常のZIPとして圧縮し直してください。</translation>
    </message>
    <message>
        <source>Reduce the image first.</source>
        <translation>先に画像を縮小してください。</translation>
    </message>
    <message>
        <source>Run the attack (F9) and export again.</source>
        <translation>攻撃を実行し(F9)、もう一度書き出してください。</translation>
    </message>
    <message>
        <source>Run the attack with an epsilon above 0, where it may act.</source>
        <translation>イプシロンを 0 より大きくし、変更できる場所で攻撃を実行してください。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({reason}).</source>
        <translation>予期しない問題が起きました（{reason}）。</translation>
    </message>
    <message>
        <source>The DICOMDIR names files outside its own folder and is refused.</source>
        <translation>DICOMDIRが自身のフォルダーの外にあるファイルを指しているため、開きません。</translation>
    </message>
    <message>
        <source>The Integrated Gradients of the network “{name}” sum to {total}, but its logit changes by {change}.</source>
        <translation>ネットワーク「{name}」の Integrated Gradients の総和は {total} ですが、ロジットの変化は {change} です。</translation>
    </message>
    <message>
        <source>The archive can&apos;t be unpacked; it is damaged or incomplete.</source>
        <translation>アーカイブを展開できません。破損しているか、途中で切れています。</translation>
    </message>
    <message>
        <source>The archive is packed by a method that is not supported.</source>
        <translation>アーカイブの圧縮方式に対応していません。</translation>
    </message>
    <message>
        <source>The archive is protected by a password.</source>
        <translation>アーカイブがパスワードで保護されています。</translation>
    </message>
    <message>
        <source>The archive names files outside itself and is refused.</source>
        <translation>アーカイブが自身の外にあるファイルを指しているため、開きません。</translation>
    </message>
    <message>
        <source>The attack&apos;s {option} can&apos;t be {value}: {reason}.</source>
        <translation>攻撃の {option} に {value} は指定できません：{reason}。</translation>
    </message>
    <message>
        <source>The decoder stopped on this file; it is probably damaged.</source>
        <translation>このファイルの復号中に停止しました。破損している可能性があります。</translation>
    </message>
    <message>
        <source>The drawn region has {size} pixels, but the film has {film}.</source>
        <translation>描かれた領域は {size} 画素ですが、画像は {film} 画素です。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation>ファイルを読めません：{reason}。</translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation>ファイルが存在しません。</translation>
    </message>
    <message>
        <source>The file ends before its image does.</source>
        <translation>画像の途中でファイルが終わっています。</translation>
    </message>
    <message>
        <source>The file holds {size_mb} MB; the limit is {limit_mb} MB.</source>
        <translation>ファイルは {size_mb} MB あります。上限は {limit_mb} MB です。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>ファイルが空です。</translation>
    </message>
    <message>
        <source>The film has not been analysed yet.</source>
        <translation>この画像はまだ解析されていません。</translation>
    </message>
    <message>
        <source>The image can&apos;t be decoded: {reason}.</source>
        <translation>画像を復号できません：{reason}。</translation>
    </message>
    <message>
        <source>The log folder (Help menu) has the details; the study on screen is unchanged.</source>
        <translation>詳細はログのフォルダー（ヘルプメニュー）にあります。画面の検査は変わっていません。</translation>
    </message>
    <message>
        <source>The name of an adversarial film must begin with ADV_.</source>
        <translation>敵対的画像のファイル名はADV_で始める必要があります。</translation>
    </message>
    <message>
        <source>The network “{name}” can&apos;t be used: {reason}.</source>
        <translation>ネットワーク「{name}」を使えません：{reason}。</translation>
    </message>
    <message>
        <source>The network “{name}” gave no finite result for this film.</source>
        <translation>ネットワーク「{name}」はこの画像に有限の結果を返しませんでした。</translation>
    </message>
    <message>
        <source>The network “{name}” has no convolutional layer for a class activation map.</source>
        <translation>ネットワーク「{name}」にはクラス活性化マップに使える畳み込み層がありません。</translation>
    </message>
    <message>
        <source>The network “{name}” is not installed.</source>
        <translation>ネットワーク「{name}」がインストールされていません。</translation>
    </message>
    <message>
        <source>The perturbation is 0 everywhere: there is nothing to measure.</source>
        <translation>摂動がどこでも 0 のため、計測するものがありません。</translation>
    </message>
    <message>
        <source>The record is of another film.</source>
        <translation>この記録は別の画像のものです。</translation>
    </message>
    <message>
        <source>The region “{region}” is empty on this film.</source>
        <translation>この画像では領域「{region}」が空です。</translation>
    </message>
    <message>
        <source>The table of labels can&apos;t be used: {reason}.</source>
        <translation>ラベルの表を使えません：{reason}。</translation>
    </message>
    <message>
        <source>There is no attack to export.</source>
        <translation>書き出せる攻撃の結果がありません。</translation>
    </message>
    <message>
        <source>There is no finding called “{name}”.</source>
        <translation>「{name}」という所見はありません。</translation>
    </message>
    <message>
        <source>This DICOM file holds no image ({sop_class}).</source>
        <translation>この DICOM ファイルに画像はありません（{sop_class}）。</translation>
    </message>
    <message>
        <source>This file is not DICOM; it has no header to show.</source>
        <translation>DICOMファイルではないため、表示できるヘッダーがありません。</translation>
    </message>
    <message>
        <source>This film is adversarial; it can&apos;t be exported as an original.</source>
        <translation>この画像は敵対的画像なので、原画像として書き出すことはできません。</translation>
    </message>
    <message>
        <source>This is a colour picture, not a radiograph.</source>
        <translation>カラー画像であり、X線写真ではありません。</translation>
    </message>
    <message>
        <source>This is neither a DICOM file nor a PNG, JPEG or TIFF image.</source>
        <translation>DICOM ファイルでも PNG、JPEG、TIFF 画像でもありません。</translation>
    </message>
    <message>
        <source>This is not a record that can be replayed: {reason}.</source>
        <translation>再現できる記録ではありません({reason})。</translation>
    </message>
    <message>
        <source>This machine has no encoder for MP4.</source>
        <translation>このコンピューターではMP4を書き出せません。</translation>
    </message>
    <message>
        <source>Unpack it first, then open the folder.</source>
        <translation>先に展開してから、フォルダーを開いてください。</translation>
    </message>
    <message>
        <source>Wait for the analysis to end, or run it with F9.</source>
        <translation>解析が終わるまで待つか、F9で実行してください。</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be written: {reason}.</source>
        <translation>「{name}」に書き込めません：{reason}。</translation>
    </message>
    <message>
        <source>Free some space, allow writing there, or start with --profile-dir and another folder.</source>
        <translation>空き容量を増やすか、書き込みを許可するか、--profile-dir で別のフォルダーを指定して起動してください。</translation>
    </message>
    <message>
        <source>Nothing will be kept of this session, neither settings nor notes: “{folder}” can&apos;t be written ({reason}).</source>
        <translation>今回の設定やメモは一切保存されません。“{folder}”に書き込めません（{reason}）。</translation>
    </message>
    <message>
        <source>The settings in “{folder}” are of a newer version of Setsudo: nothing that is chosen now will be kept.</source>
        <translation>“{folder}”の設定は新しいバージョンの Setsudo のものです。今回の設定は一切保存されません。</translation>
    </message>
    <message>
        <source>Use the newer version, or start with --profile-dir and another folder.</source>
        <translation>新しいバージョンを使うか、--profile-dir で別のフォルダーを指定して起動してください。</translation>
    </message>
    <message>
        <source>Choose a folder with a lesson.json that names its films.</source>
        <translation>画像を記した lesson.json のあるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>This folder holds no lesson, or a damaged one.</source>
        <translation>このフォルダにはレッスンがないか、壊れています。</translation>
    </message>
    <message>
        <source>Choose another kind of counterfactual and export again.</source>
        <translation>別の種類の反事実を選び、もう一度書き出してください。</translation>
    </message>
    <message>
        <source>There is no counterfactual film to export.</source>
        <translation>書き出せる反事実画像がありません。</translation>
    </message>
</context>
<context>
    <name>exports</name>
    <message>
        <source>Adversarial film</source>
        <translation>敵対的画像</translation>
    </message>
    <message>
        <source>Amplitude sweep</source>
        <translation>振幅の変化</translation>
    </message>
    <message>
        <source>DICOM objects</source>
        <translation>DICOMオブジェクト</translation>
    </message>
    <message>
        <source>Every number and option. From the JSON form the perturbation can be computed again, bit for bit.</source>
        <translation>すべての数値と条件です。JSONからは、摂動をビット単位で同じに再計算できます。</translation>
    </message>
    <message>
        <source>New objects, marked as derived and for research. Without the patient’s data they form a new study, and the film itself is written along for them to refer to.</source>
        <translation>派生・研究用と明記した新しいオブジェクトを作ります。患者情報を含めない場合は新しい検査となり、参照先として画像そのものも書き出します。</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>The film from amplitude to amplitude, with the network’s answer. Marked.</source>
        <translation>振幅を変えたときの画像とネットワークの判定です。注意書きが入ります。</translation>
    </message>
    <message>
        <source>The panes as they are shown, with notice, legend and parameters burnt in.</source>
        <translation>表示中の画面です。注意書き・凡例・条件が焼き込まれます。</translation>
    </message>
    <message>
        <source>The perturbed film in 16 bits, above a marking band, for this program to open again. Its name begins with ADV_. It is synthetic: never file it with a patient.</source>
        <translation>摂動を加えた16ビットの画像です。画像の下に表示帯が付き、このプログラムで開き直せます。名前はADV_で始まります。合成画像ですので、患者の記録として保管しないでください。</translation>
    </message>
    <message>
        <source>View as picture</source>
        <translation>表示を画像として</translation>
    </message>
    <message>
        <source>Counterfactual film</source>
        <translation>反事実画像</translation>
    </message>
    <message>
        <source>A page with film, pictures, numbers, one sentence, networks and warnings; another with what would turn the answer, where that was searched for.</source>
        <translation>画像、図、数値、説明文、ネットワーク、警告を1ページに収めます。反事実を探索した場合は、回答が変わる条件をもう1ページに示します。</translation>
    </message>
    <message>
        <source>The counterfactual film that is shown, at its amplitude, in 16 bits above a marking band. Its name begins with ADV_. It is synthetic: never file it with a patient.</source>
        <translation>表示中の反事実画像を、その振幅で、標識帯の上に16ビットで保存します。ファイル名は ADV_ で始まります。合成画像ですので、患者の記録に保存しないでください。</translation>
    </message>
</context>
<context>
    <name>fidelity</name>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>The film is never changed. Reduced views average all pixels under a screen pixel; the screen shows 256 grey levels of the chosen window; the networks see the film averaged on their own grid.</source>
        <translation>画像そのものは変更されません。縮小表示では画面の1画素に含まれるすべての画素を平均します。画面には選んだウィンドウの256階調が表示され、ネットワークは各自の格子で平均した画像を入力とします。</translation>
    </message>
    <message>
        <source>networks saw {side}×{side}</source>
        <translation>ネットワークの入力 {side}×{side}</translation>
    </message>
    <message>
        <source>{bits} → 8 bit</source>
        <translation>{bits} → 8 bit</translation>
    </message>
    <message>
        <source>{zoom}, area-averaged</source>
        <translation>{zoom}（面積平均）</translation>
    </message>
    <message>
        <source>{zoom}, interpolated</source>
        <translation>{zoom}（補間）</translation>
    </message>
    <message>
        <source>{zoom}, pixels as squares</source>
        <translation>{zoom}（画素を正方形で表示）</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>Cardiomegaly</source>
        <translation>心肥大</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>検出なし</translation>
    </message>
    <message>
        <source>Pneumoconiosis</source>
        <translation>塵肺</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>HH:mm</source>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>{count} d</source>
        <translation>{count}日</translation>
    </message>
    <message>
        <source>{count} mo</source>
        <translation>{count}か月</translation>
    </message>
    <message>
        <source>{count} wk</source>
        <translation>{count}週</translation>
    </message>
    <message>
        <source>{count} y</source>
        <translation>{count}歳</translation>
    </message>
</context>
<context>
    <name>gestures</name>
    <message>
        <source>Ctrl + double click</source>
        <translation>Ctrl + ダブルクリック</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ダブルクリック</translation>
    </message>
    <message>
        <source>Hide overlays or magnify until let go</source>
        <translation>離すまでオーバーレイを隠す／拡大する</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>左ドラッグ</translation>
    </message>
    <message>
        <source>Maximise or restore a pane</source>
        <translation>画面の最大化・復元</translation>
    </message>
    <message>
        <source>Menu of the panes</source>
        <translation>画面のメニュー</translation>
    </message>
    <message>
        <source>Middle drag, Shift or Space + left drag</source>
        <translation>中ドラッグ、Shift または Space + 左ドラッグ</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>次のペイン</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Restore the window</source>
        <translation>ウィンドウを元に戻す</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右クリック</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>右ドラッグ</translation>
    </message>
    <message>
        <source>Space or Q held</source>
        <translation>Space または Q を押し続ける</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>Window/level; Ctrl: five times as far, Shift: a fifth</source>
        <translation>ウィンドウ幅とレベル（Ctrl：5倍、Shift：5分の1）</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大・縮小</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>カーソル位置で拡大・縮小</translation>
    </message>
</context>
<context>
    <name>meaning</name>
    <message>
        <source>PGD, L∞</source>
        <translation>PGD、L∞</translation>
    </message>
    <message>
        <source>PGD, L2</source>
        <translation>PGD、L2</translation>
    </message>
    <message>
        <source>Where the cause is known: {said}</source>
        <translation>原因が既知の画像で：{said}</translation>
    </message>
    <message>
        <source>on it {area} %, by chance {chance} %</source>
        <translation>的中 {area}%（偶然 {chance}%）</translation>
    </message>
    <message>
        <source>on it {area} %, by chance {chance} %; right way {sign} %</source>
        <translation>的中 {area}%（偶然 {chance}%）、向き {sign}%</translation>
    </message>
    <message>
        <source>no better than chance ({area} against {chance} %)</source>
        <translation>偶然と変わらず（{area}% 対 {chance}%）</translation>
    </message>
    <message>
        <source>no better than the film&apos;s own edges ({area} %)</source>
        <translation>画像の輪郭と変わらず（{area}%）</translation>
    </message>
    <message>
        <source>never tested</source>
        <translation>未検証</translation>
    </message>
    <message>
        <source>Measured on {pairs} pairs of simulated films that differ by the finding alone: how well the picture&apos;s strength ranks the places that truly change (mean precision), and on how much of them its sign is right. {left_out} pairs were left out: the network does not tell them apart.</source>
        <translation>所見の有無だけが異なるシミュレーション画像 {pairs} 組で測定：画像の強さが実際に変わる場所をどれだけ上位に置くか（平均適合率）と、その場所のうち符号が正しい割合。ネットワークが区別できない {left_out} 組は除きました。</translation>
    </message>
    <message>
        <source>Does it mean anything?</source>
        <translation>意味はあるか</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Turns the answer</source>
        <translation>判定が変わる</translation>
    </message>
    <message>
        <source>Turns the robust twin</source>
        <translation>頑健なネットワークでも変わる</translation>
    </message>
    <message>
        <source>Cardiothoracic ratio</source>
        <translation>心胸郭比</translation>
    </message>
    <message>
        <source>Survives smoothing</source>
        <translation>平滑化に耐える</translation>
    </message>
    <message>
        <source>Random ones turn it</source>
        <translation>無作為な変化で変わる</translation>
    </message>
    <message>
        <source>Where the cause is known</source>
        <translation>原因が既知の画像で</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>{before} → {after}, the right way</source>
        <translation>{before} → {after}、正しい向き</translation>
    </message>
    <message>
        <source>{before} → {after}, not the right way</source>
        <translation>{before} → {after}、正しい向きではない</translation>
    </message>
    <message>
        <source>up to σ = {sigma} px</source>
        <translation>σ = {sigma} 画素まで</translation>
    </message>
    <message>
        <source>{flips} of {draws}</source>
        <translation>{draws} 回中 {flips} 回</translation>
    </message>
</context>
<context>
    <name>measures</name>
    <message>
        <source>mean {mean}  SD {deviation}</source>
        <translation>平均 {mean}  SD {deviation}</translation>
    </message>
    <message>
        <source>min {low}  max {high}</source>
        <translation>最小 {low}  最大 {high}</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;Analyse</source>
        <translation>解析(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Annotations</source>
        <translation>注釈(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Colour map</source>
        <translation>カラーマップ(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>演算デバイス(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出し(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語 / Language(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>レイアウト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Mouse</source>
        <translation>マウス(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Overlays</source>
        <translation>オーバーレイ(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>最近使ったファイル(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save window as</source>
        <translation>ウィンドウの保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation>ウィンドウプリセット(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Zoom and turn</source>
        <translation>拡大と向き(&amp;Z)</translation>
    </message>
    <message>
        <source>A&amp;mplitude</source>
        <translation>振幅(&amp;M)</translation>
    </message>
    <message>
        <source>Lin&amp;k panes</source>
        <translation>ペインの連動(&amp;K)</translation>
    </message>
    <message>
        <source>Pane &amp;contents</source>
        <translation>表示内容(&amp;C)</translation>
    </message>
    <message>
        <source>Pane {n}</source>
        <translation>表示枠 {n}</translation>
    </message>
    <message>
        <source>T&amp;eaching</source>
        <translation>教育(&amp;E)</translation>
    </message>
    <message>
        <source>Tool of the &amp;left button</source>
        <translation>左ボタンのツール(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Counterfactual</source>
        <translation>反事実画像(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>レッスン(&amp;L)</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>A greyscale radiograph stored as colour was read as grey.</source>
        <translation>カラーで保存された白黒のX線写真を白黒として読み込みました。</translation>
    </message>
    <message>
        <source>A lung field is cut off at the film&apos;s side; the cardiothoracic ratio may be too large.</source>
        <translation>肺野が画像の側縁で切れています。心胸郭比が過大になっている可能性があります。</translation>
    </message>
    <message>
        <source>A lung field was not found.</source>
        <translation>肺野が見つかりません。</translation>
    </message>
    <message>
        <source>A smaller epsilon flips where the larger did not: the gradient misleads.</source>
        <translation>大きなイプシロンで反転せず、小さなイプシロンで反転しました。勾配が信頼できません（勾配マスキング）。</translation>
    </message>
    <message>
        <source>AP view: the heart looks larger than on a PA film.</source>
        <translation>AP 像：心臓が PA 像より大きく見えます。</translation>
    </message>
    <message>
        <source>More than a tenth of the perturbation lies off the body.</source>
        <translation>摂動の 1 割以上が体の外にあります。</translation>
    </message>
    <message>
        <source>Little activation: the map hardly shows anything for the finding.</source>
        <translation>活性が乏しい：この所見についてマップはほとんど何も示していません。</translation>
    </message>
    <message>
        <source>The network brings no scale for this map: its colours end at the map&apos;s own greatest value, so that they can&apos;t be compared with another film&apos;s.</source>
        <translation>このネットワークにはこのマップの尺度がありません。色はこのマップ自身の最大値までなので、他の画像の色とは比べられません。</translation>
    </message>
    <message>
        <source>No robust twin is bundled for this finding.</source>
        <translation>この所見にはロバスト版が同梱されていません。</translation>
    </message>
    <message>
        <source>No autoencoder is bundled.</source>
        <translation>オートエンコーダが同梱されていません。</translation>
    </message>
    <message>
        <source>One step along the code did not turn the answer; several shorter ones were taken.</source>
        <translation>符号に沿った 1 歩では答えが変わらなかったため、短い歩みを重ねました。</translation>
    </message>
    <message>
        <source>No translator is bundled for this finding.</source>
        <translation>この所見には変換ネットワークが同梱されていません。</translation>
    </message>
    <message>
        <source>Some samples lie outside the declared bits and were clipped.</source>
        <translation>宣言されたビット幅を外れた値を切り詰めました。</translation>
    </message>
    <message>
        <source>The attack was ended early; this is what it had found.</source>
        <translation>攻撃は途中で終了しました。それまでに見つかった結果です。</translation>
    </message>
    <message>
        <source>The cardiothoracic ratio is implausible and is not shown.</source>
        <translation>心胸郭比が不自然なため表示しません。</translation>
    </message>
    <message>
        <source>The file begins like a program; it was read as data only.</source>
        <translation>ファイルの先頭が実行プログラムの形をしています。データとしてのみ読み込みました。</translation>
    </message>
    <message>
        <source>The file does not say whether high values are bright; this is assumed.</source>
        <translation>値の大きい方が白かどうかの記載がないため、白と仮定しました。</translation>
    </message>
    <message>
        <source>The file lacks DICOM&apos;s file header; its encoding was recognised.</source>
        <translation>DICOM のファイルヘッダーがありません。符号化方式は推定しました。</translation>
    </message>
    <message>
        <source>The file&apos;s VOI LUT is not valid and is ignored.</source>
        <translation>ファイルの VOI LUT が不正なため無視しました。</translation>
    </message>
    <message>
        <source>The file&apos;s display shutter is not valid and is ignored.</source>
        <translation>ファイルの表示シャッターが不正なため無視しました。</translation>
    </message>
    <message>
        <source>The file&apos;s pixel spacing is not valid and is ignored.</source>
        <translation>ファイルの画素間隔が不正なため無視しました。</translation>
    </message>
    <message>
        <source>The file&apos;s rescale values are not valid and are ignored.</source>
        <translation>ファイルのリスケール値が不正なため無視しました。</translation>
    </message>
    <message>
        <source>The file&apos;s window is not valid and is ignored.</source>
        <translation>ファイルのウィンドウが不正なため無視しました。</translation>
    </message>
    <message>
        <source>The film is unlike those that the network was trained on.</source>
        <translation>この画像はネットワークの学習画像と異なる特徴をもちます（分布外）。</translation>
    </message>
    <message>
        <source>The heart was not found.</source>
        <translation>心臓が見つかりません。</translation>
    </message>
    <message>
        <source>The heart&apos;s size is implausible.</source>
        <translation>心臓の大きさが不自然です。</translation>
    </message>
    <message>
        <source>The image was compressed with loss.</source>
        <translation>画像は非可逆圧縮されています。</translation>
    </message>
    <message>
        <source>The lung fields lie on the wrong sides; the film may be mirrored.</source>
        <translation>肺野の左右が逆です。画像が左右反転している可能性があります。</translation>
    </message>
    <message>
        <source>The lung fields&apos; size is implausible.</source>
        <translation>肺野の大きさが不自然です。</translation>
    </message>
    <message>
        <source>The model grid flips, but the composed film does not.</source>
        <translation>モデル格子上では判定が反転しますが、合成した画像では反転しません。</translation>
    </message>
    <message>
        <source>The network calls the film that already; nothing was attacked.</source>
        <translation>ネットワークの判定はすでに目標と同じため、攻撃は行われませんでした。</translation>
    </message>
    <message>
        <source>The network is sure beyond what its probability can show.</source>
        <translation>ネットワークの確信が確率の表示限界を超えています（飽和）。</translation>
    </message>
    <message>
        <source>The network&apos;s gradient is 0 on this film: the attack could not move.</source>
        <translation>この画像ではネットワークの勾配が 0 のため、攻撃を進められませんでした。</translation>
    </message>
    <message>
        <source>The picture itself may show patient identity (not declared free of it).</source>
        <translation>画像に患者情報が写り込んでいる可能性があります（写り込みなしの宣言がありません）。</translation>
    </message>
    <message>
        <source>The picture&apos;s transparency was dropped.</source>
        <translation>画像の透明度を取り除きました。</translation>
    </message>
    <message>
        <source>This film was made by Setsudo: it is adversarial and synthetic.</source>
        <translation>この画像は Setsudo が作成した敵対的な合成画像です。</translation>
    </message>
    <message>
        <source>Changes of this kind can&apos;t be searched for here.</source>
        <translation>ここではこの種類の変化を探索できません。</translation>
    </message>
    <message>
        <source>The largest change of this kind that is allowed did not turn the answer.</source>
        <translation>許される最大の変化でも答えは変わりませんでした。</translation>
    </message>
    <message>
        <source>The network&apos;s answer does not depend on changes of this kind.</source>
        <translation>ネットワークの答えは、この種類の変化に左右されません。</translation>
    </message>
    <message>
        <source>The search was ended early; this is the best that it had found.</source>
        <translation>探索は途中で終えられました。これはそれまでに見つかった最良のものです。</translation>
    </message>
    <message>
        <source>The answer turned, but with less certainty than was asked for.</source>
        <translation>答えは変わりましたが、求められた確からしさには達していません。</translation>
    </message>
    <message>
        <source>The film&apos;s pixel spacing is not known; lengths are in film pixels.</source>
        <translation>画像の画素間隔が不明です。長さは画素で示します。</translation>
    </message>
    <message>
        <source>The heart or a lung field was not found on the changed film.</source>
        <translation>変化後の画像で心臓または肺野が見つかりませんでした。</translation>
    </message>
    <message>
        <source>The file holds bits outside the declared samples; they are ignored.</source>
        <translation>宣言された画素値の外にビットがあり、無視しました。</translation>
    </message>
    <message>
        <source>The header and the compressed image differ on whether values are signed; the film was read so that both fit.</source>
        <translation>値が符号付きかどうかについてヘッダと圧縮画像が食い違うため、両方に合うように読みました。</translation>
    </message>
</context>
<context>
    <name>panes</name>
    <message>
        <source>Adversarial</source>
        <translation>敵対的画像</translation>
    </message>
    <message>
        <source>Being computed …</source>
        <translation>計算中 …</translation>
    </message>
    <message>
        <source>CycleGAN translation</source>
        <translation>CycleGAN による変換</translation>
    </message>
    <message>
        <source>Display gain {gain}</source>
        <translation>表示倍率 {gain}</translation>
    </message>
    <message>
        <source>Draw around the region with the mouse. Esc: not now.</source>
        <translation>マウスで領域を囲んでください（Esc で中止）</translation>
    </message>
    <message>
        <source>Effect of δ on the logit</source>
        <translation>δ のロジットへの効果</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Grad-CAM++</source>
        <translation>Grad-CAM++</translation>
    </message>
    <message>
        <source>Guided Backpropagation</source>
        <translation>Guided Backpropagation</translation>
    </message>
    <message>
        <source>Integrated Gradients</source>
        <translation>Integrated Gradients</translation>
    </message>
    <message>
        <source>LayerCAM</source>
        <translation>LayerCAM</translation>
    </message>
    <message>
        <source>Not computed. Choose it once more to try again.</source>
        <translation>計算されていません。もう一度選ぶと再計算します。</translation>
    </message>
    <message>
        <source>Not computed. Run the attack with F9.</source>
        <translation>未計算です。F9 で攻撃を実行してください。</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮蔽法（Occlusion）</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原画像</translation>
    </message>
    <message>
        <source>Perturbation in a region</source>
        <translation>領域内の摂動</translation>
    </message>
    <message>
        <source>Perturbation δ</source>
        <translation>摂動 δ</translation>
    </message>
    <message>
        <source>Robust twin’s perturbation</source>
        <translation>ロバスト版の摂動</translation>
    </message>
    <message>
        <source>Sign density of δ</source>
        <translation>δ の符号密度</translation>
    </message>
    <message>
        <source>SmoothGrad</source>
        <translation>SmoothGrad</translation>
    </message>
    <message>
        <source>Translation’s attention</source>
        <translation>変換の注目度</translation>
    </message>
    <message>
        <source>Translation’s difference</source>
        <translation>変換の差分</translation>
    </message>
    <message>
        <source>Two in one</source>
        <translation>2 画像の重ね合わせ</translation>
    </message>
    <message>
        <source>Zoom {zoom}</source>
        <translation>倍率 {zoom}</translation>
    </message>
    <message>
        <source>adversarial film — synthetic</source>
        <translation>敵対的画像 ― 合成</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>identity hidden</source>
        <translation>患者情報は非表示</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>左右反転</translation>
    </message>
    <message>
        <source>not flipped</source>
        <translation>反転せず</translation>
    </message>
    <message>
        <source>synthetic — translated</source>
        <translation>合成 ― 変換画像</translation>
    </message>
    <message>
        <source>synthetic — adversarial</source>
        <translation>合成 ― 敵対的画像</translation>
    </message>
    <message>
        <source>turned by {degrees}°</source>
        <translation>{degrees}°回転</translation>
    </message>
    <message>
        <source>unlike the training films</source>
        <translation>学習画像と異質</translation>
    </message>
    <message>
        <source>zero everywhere</source>
        <translation>全域で 0</translation>
    </message>
    <message>
        <source>synthetic — counterfactual</source>
        <translation>合成画像 — 反事実</translation>
    </message>
    <message>
        <source>As the network would have to see it</source>
        <translation>答えが変わるために必要な画像</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変化した箇所</translation>
    </message>
    <message>
        <source>darker</source>
        <translation>暗</translation>
    </message>
    <message>
        <source>brighter</source>
        <translation>明</translation>
    </message>
    <message>
        <source>moved by up to {size} mm</source>
        <translation>最大 {size} mm の移動</translation>
    </message>
    <message>
        <source>moved by up to {size} px</source>
        <translation>最大 {size} px の移動</translation>
    </message>
    <message>
        <source>changed by up to {size} grey levels</source>
        <translation>最大 {size} 階調の変化</translation>
    </message>
    <message>
        <source>{size} of the film changed</source>
        <translation>画像の {size} が変化</translation>
    </message>
    <message>
        <source>changed by up to {size}</source>
        <translation>最大 {size} の変化</translation>
    </message>
    <message>
        <source>{size} set</source>
        <translation>{size} 個を追加</translation>
    </message>
    <message>
        <source>{size} taken</source>
        <translation>{size} 個を除去</translation>
    </message>
    <message>
        <source>the answer is this already</source>
        <translation>すでにこの答えです</translation>
    </message>
    <message>
        <source>could not be searched for</source>
        <translation>探索できませんでした</translation>
    </message>
    <message>
        <source>no such change was found</source>
        <translation>該当する変化は見つかりませんでした</translation>
    </message>
    <message>
        <source>the answer stays</source>
        <translation>答えは変わりません</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>No space left on device</source>
        <translation>ディスクの空き容量がありません</translation>
    </message>
    <message>
        <source>a checksum does not match</source>
        <translation>チェックサムが一致しません</translation>
    </message>
    <message>
        <source>a side is longer than 16384 pixels</source>
        <translation>一辺が16384画素を超えています</translation>
    </message>
    <message>
        <source>it is a folder; open the files in it</source>
        <translation>フォルダーです。中のファイルを開いてください</translation>
    </message>
    <message>
        <source>it is an archive; open the images in it</source>
        <translation>アーカイブです。中の画像を開いてください</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>通常のファイルではありません</translation>
    </message>
    <message>
        <source>it is one of the films</source>
        <translation>読み込んだ画像ファイルそのものです</translation>
    </message>
    <message>
        <source>it is open in another program</source>
        <translation>ほかのプログラムで開かれています</translation>
    </message>
    <message>
        <source>it unpacks to far more than a radiograph holds</source>
        <translation>展開後の大きさがX線写真の範囲を大きく超えます</translation>
    </message>
    <message>
        <source>its header is broken</source>
        <translation>ヘッダーが壊れています</translation>
    </message>
    <message>
        <source>its header is nested too deeply</source>
        <translation>ヘッダーの入れ子が深すぎます</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>名前が長すぎます</translation>
    </message>
    <message>
        <source>only 8 to 16 bits per pixel are supported</source>
        <translation>対応しているのは1画素8〜16ビットです</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>アクセスが許可されていません</translation>
    </message>
    <message>
        <source>rows and columns are missing or not valid</source>
        <translation>行数・列数がないか、正しくありません</translation>
    </message>
    <message>
        <source>the bit depth is missing or contradicts itself</source>
        <translation>ビット深度がないか、矛盾しています</translation>
    </message>
    <message>
        <source>the decoder can&apos;t be started</source>
        <translation>デコーダーを起動できません</translation>
    </message>
    <message>
        <source>the decoder finds errors in it</source>
        <translation>デコーダーが誤りを検出しました</translation>
    </message>
    <message>
        <source>the drive or the network does not answer</source>
        <translation>ドライブまたはネットワークが応答しません</translation>
    </message>
    <message>
        <source>the folder or the drive is read-only</source>
        <translation>フォルダーまたはドライブが読み取り専用です</translation>
    </message>
    <message>
        <source>the header and the pixels state different sizes</source>
        <translation>ヘッダーと画素データの大きさが一致しません</translation>
    </message>
    <message>
        <source>the number of frames is not valid</source>
        <translation>フレーム数が正しくありません</translation>
    </message>
    <message>
        <source>the number of samples per pixel is neither 1 nor 3</source>
        <translation>1画素あたりのサンプル数が1でも3でもありません</translation>
    </message>
    <message>
        <source>the photometric interpretation is not valid</source>
        <translation>Photometric Interpretationが正しくありません</translation>
    </message>
</context>
<context>
    <name>regions</name>
    <message>
        <source>95 % interval of 20 random-sign perturbations of the same |δ|</source>
        <translation>|δ| が同じで符号が無作為な摂動 20 個の 95 % 区間</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>明</translation>
    </message>
    <message>
        <source>Change of the finding&apos;s logit when δ is applied in this region alone</source>
        <translation>この領域だけに δ を加えたときのロジットの変化</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>暗</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Drawn region</source>
        <translation>描いた領域</translation>
    </message>
    <message>
        <source>Heart core</source>
        <translation>心臓中心部</translation>
    </message>
    <message>
        <source>Heart edge, in</source>
        <translation>心縁の内側</translation>
    </message>
    <message>
        <source>Heart edge, out</source>
        <translation>心縁の外側</translation>
    </message>
    <message>
        <source>Inside band</source>
        <translation>内側帯</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>ロジット</translation>
    </message>
    <message>
        <source>Logit, control</source>
        <translation>ロジット（対照）</translation>
    </message>
    <message>
        <source>Lung core</source>
        <translation>肺野中心部</translation>
    </message>
    <message>
        <source>Mean signed δ, in 1/255; above 0: brightened</source>
        <translation>符号付き δ の平均（1/255 単位、正なら明るくなった）</translation>
    </message>
    <message>
        <source>Mean δ</source>
        <translation>平均 δ</translation>
    </message>
    <message>
        <source>Outside band</source>
        <translation>外側帯</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Rest of body</source>
        <translation>体部のその他</translation>
    </message>
    <message>
        <source>Share of the film&apos;s area</source>
        <translation>画像の面積に占める割合</translation>
    </message>
    <message>
        <source>Share of the region&apos;s pixels that δ brightens</source>
        <translation>δ が明るくした画素の割合</translation>
    </message>
    <message>
        <source>Share of the region&apos;s pixels that δ darkens</source>
        <translation>δ が暗くした画素の割合</translation>
    </message>
    <message>
        <source>Share of |δ| over share of the area; 1: as everywhere</source>
        <translation>|δ| の割合 ÷ 面積の割合（1 なら平均と同じ）</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>diaphragmatic outside band</source>
        <translation>横隔膜側の外側帯</translation>
    </message>
    <message>
        <source>drawn region</source>
        <translation>描いた領域</translation>
    </message>
    <message>
        <source>heart border’s inside</source>
        <translation>心縁の内側</translation>
    </message>
    <message>
        <source>heart border’s outside</source>
        <translation>心縁の外側</translation>
    </message>
    <message>
        <source>heart core</source>
        <translation>心臓中心部</translation>
    </message>
    <message>
        <source>inside boundary band</source>
        <translation>肺野境界の内側帯</translation>
    </message>
    <message>
        <source>lateral outside band</source>
        <translation>側胸壁側の外側帯</translation>
    </message>
    <message>
        <source>left {region}</source>
        <translation>左{region}</translation>
    </message>
    <message>
        <source>lung core</source>
        <translation>肺野中心部</translation>
    </message>
    <message>
        <source>mediastinal outside band</source>
        <translation>縦隔側の外側帯</translation>
    </message>
    <message>
        <source>outside boundary band</source>
        <translation>肺野境界の外側帯</translation>
    </message>
    <message>
        <source>random signs: {interval}</source>
        <translation>無作為符号: {interval}</translation>
    </message>
    <message>
        <source>rest of the body</source>
        <translation>体部のその他</translation>
    </message>
    <message>
        <source>right {region}</source>
        <translation>右{region}</translation>
    </message>
    <message>
        <source>shuffled: {interval}</source>
        <translation>シャッフル: {interval}</translation>
    </message>
    <message>
        <source>{region} L</source>
        <translation>{region} 左</translation>
    </message>
    <message>
        <source>{region} R</source>
        <translation>{region} 右</translation>
    </message>
    <message>
        <source>– diaphragmatic</source>
        <translation>・横隔膜側</translation>
    </message>
    <message>
        <source>– lateral</source>
        <translation>・側胸壁側</translation>
    </message>
    <message>
        <source>– mediastinal</source>
        <translation>・縦隔側</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>   by chance</source>
        <translation>   偶然の範囲</translation>
    </message>
    <message>
        <source>A perturbation of at most ε = {epsilon} turned the answer for {finding} from {before} to {after}.</source>
        <translation>ε = {epsilon} 以下の摂動により、{finding}の判定確率が {before} から {after} に変わりました。</translation>
    </message>
    <message>
        <source>Adversarial, s = {amplitude}</source>
        <translation>敵対的画像 s = {amplitude}</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Attack (PGD)</source>
        <translation>攻撃 (PGD)</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>生年月日</translation>
    </message>
    <message>
        <source>Cardiothoracic ratio</source>
        <translation>心胸郭比</translation>
    </message>
    <message>
        <source>Chest radiograph · adversarial perturbation and attribution</source>
        <translation>胸部X線写真・敵対的摂動と寄与領域</translation>
    </message>
    <message>
        <source>Controls flip</source>
        <translation>対照の反転率</translation>
    </message>
    <message>
        <source>Explanation of a network&apos;s answer</source>
        <translation>ネットワークの判定の説明</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>{method} for {finding}</source>
        <translation>{method}：{finding}</translation>
    </message>
    <message>
        <source>little activation</source>
        <translation>活性が乏しい</translation>
    </message>
    <message>
        <source>scaled to itself</source>
        <translation>自身の最大値で表示</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>活性</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>ロジット</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Finding attacked</source>
        <translation>攻撃した所見</translation>
    </message>
    <message>
        <source>Flip amplitude</source>
        <translation>反転振幅</translation>
    </message>
    <message>
        <source>For research and teaching. Not for diagnostic use. Adversarial films are synthetic.</source>
        <translation>研究・教育用です。診断には使用できません。敵対的画像は合成画像です。</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Grad-CAM++</source>
        <translation>Grad-CAM++</translation>
    </message>
    <message>
        <source>Guided Backpropagation</source>
        <translation>Guided Backpropagation</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>心臓(画像比)</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Integrated Gradients</source>
        <translation>Integrated Gradients</translation>
    </message>
    <message>
        <source>Integrated Gradients (film&apos;s mean)</source>
        <translation>Integrated Gradients(画像平均)</translation>
    </message>
    <message>
        <source>It turns at {percent} of the perturbation (flip amplitude {amplitude}).</source>
        <translation>判定は摂動の {percent}(反転振幅 {amplitude})で反転します。</translation>
    </message>
    <message>
        <source>LayerCAM</source>
        <translation>LayerCAM</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限界</translation>
    </message>
    <message>
        <source>Lung fields</source>
        <translation>肺野(画像比)</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>計測</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>No attack was run.</source>
        <translation>攻撃は行われていません。</translation>
    </message>
    <message>
        <source>No perturbation of at most ε = {epsilon} was found in {steps} steps that turns the answer for {finding}: {before} before, {after} after.</source>
        <translation>{finding}の判定を反転させる ε = {epsilon} 以下の摂動は、{steps} ステップでは見つかりませんでした(攻撃前 {before}、攻撃後 {after})。</translation>
    </message>
    <message>
        <source>Norm, ε</source>
        <translation>ノルム、ε</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮蔽法（Occlusion）</translation>
    </message>
    <message>
        <source>On the film</source>
        <translation>画像上で再判定</translation>
    </message>
    <message>
        <source>Original with outlines</source>
        <translation>原画像と輪郭</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>P before → after</source>
        <translation>P(前 → 後)</translation>
    </message>
    <message>
        <source>P({finding}) along s</source>
        <translation>s に対する P({finding})</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Perturbation s·δ</source>
        <translation>摂動 s·δ</translation>
    </message>
    <message>
        <source>Perturbation δ</source>
        <translation>摂動 δ</translation>
    </message>
    <message>
        <source>Pixel spacing</source>
        <translation>画素間隔</translation>
    </message>
    <message>
        <source>Probabilities of a network are not the chance of a disease in this patient.</source>
        <translation>ネットワークの確率は、この患者が疾患をもつ確率ではありません。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Setsudo {version} · film SHA-256 {sha256} · computed on {device}</source>
        <translation>Setsudo {version} ・ 画像SHA-256 {sha256} ・ 計算 {device}</translation>
    </message>
    <message>
        <source>Smallest ε</source>
        <translation>最小の ε</translation>
    </message>
    <message>
        <source>SmoothGrad</source>
        <translation>SmoothGrad</translation>
    </message>
    <message>
        <source>Space, seed</source>
        <translation>空間、シード</translation>
    </message>
    <message>
        <source>Step α</source>
        <translation>ステップ幅 α</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>検査日</translation>
    </message>
    <message>
        <source>The networks answer: {answers}.</source>
        <translation>ネットワークの判定:{answers}。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Where the perturbation acts</source>
        <translation>摂動の分布</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>ほか {count} 件</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>at the detector</source>
        <translation>検出器面</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>brighter</source>
        <translation>明るく</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>較正後</translation>
    </message>
    <message>
        <source>corrected for magnification</source>
        <translation>拡大率補正済み</translation>
    </message>
    <message>
        <source>darker</source>
        <translation>暗く</translation>
    </message>
    <message>
        <source>drawn region</source>
        <translation>描いた領域</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>体内のその他</translation>
    </message>
    <message>
        <source>film</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>from</source>
        <translation>判定点</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>心臓</translation>
    </message>
    <message>
        <source>heart border in</source>
        <translation>心縁内側</translation>
    </message>
    <message>
        <source>heart border out</source>
        <translation>心縁外側</translation>
    </message>
    <message>
        <source>heart core</source>
        <translation>心臓中心部</translation>
    </message>
    <message>
        <source>input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>inside band</source>
        <translation>境界内側帯</translation>
    </message>
    <message>
        <source>left lung field</source>
        <translation>左肺野</translation>
    </message>
    <message>
        <source>lung core</source>
        <translation>肺野中心部</translation>
    </message>
    <message>
        <source>lung fields</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>陰性</translation>
    </message>
    <message>
        <source>no evidence</source>
        <translation>根拠なし</translation>
    </message>
    <message>
        <source>nominal</source>
        <translation>公称値</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>not flipped</source>
        <translation>反転せず</translation>
    </message>
    <message>
        <source>not included</source>
        <translation>記載なし</translation>
    </message>
    <message>
        <source>logit / input</source>
        <translation>ロジット／入力</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>計測不能</translation>
    </message>
    <message>
        <source>outside band</source>
        <translation>境界外側帯</translation>
    </message>
    <message>
        <source>outside band, diaphragmatic</source>
        <translation>外側帯(横隔膜側)</translation>
    </message>
    <message>
        <source>outside band, lateral</source>
        <translation>外側帯(側方)</translation>
    </message>
    <message>
        <source>outside band, mediastinal</source>
        <translation>外側帯(縦隔側)</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>陽性</translation>
    </message>
    <message>
        <source>right lung field</source>
        <translation>右肺野</translation>
    </message>
    <message>
        <source>synthetic — adversarial</source>
        <translation>合成・敵対的</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>widths of heart and thorax</source>
        <translation>心横径と胸郭横径</translation>
    </message>
    <message>
        <source>{columns} × {rows} pixels, {bits} bits</source>
        <translation>{columns} × {rows} 画素、{bits} ビット</translation>
    </message>
    <message>
        <source>{taken} of {steps}</source>
        <translation>{taken} / {steps}</translation>
    </message>
    <message>
        <source>{value} cm²</source>
        <translation>{value} cm²</translation>
    </message>
    <message>
        <source>{value} mm</source>
        <translation>{value} mm</translation>
    </message>
    <message>
        <source>|δ| and {method}</source>
        <translation>|δ| と {method}</translation>
    </message>
    <message>
        <source>Δ logit</source>
        <translation>Δロジット</translation>
    </message>
    <message>
        <source>δ/255</source>
        <translation>δ/255</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成画像</translation>
    </message>
    <message>
        <source>Counterfactual</source>
        <translation>反事実画像</translation>
    </message>
    <message>
        <source>What changed, grey levels</source>
        <translation>変化した箇所（階調）</translation>
    </message>
    <message>
        <source>Films for which the network would answer otherwise</source>
        <translation>ネットワークの回答が変わる画像</translation>
    </message>
    <message>
        <source>Other changes that were searched for</source>
        <translation>そのほかに探索した変化</translation>
    </message>
</context>
<context>
    <name>rulers</name>
    <message>
        <source>at detector</source>
        <translation>検出器面</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>校正済み</translation>
    </message>
    <message>
        <source>corrected for magnification</source>
        <translation>拡大率補正後</translation>
    </message>
    <message>
        <source>nominal</source>
        <translation>公称値</translation>
    </message>
    <message>
        <source>uncalibrated: pixels</source>
        <translation>未校正（画素）</translation>
    </message>
</context>
<context>
    <name>stages</name>
    <message>
        <source>Attacking</source>
        <translation>攻撃中</translation>
    </message>
    <message>
        <source>Classifying</source>
        <translation>判定中</translation>
    </message>
    <message>
        <source>Computing Grad-CAM</source>
        <translation>Grad-CAM を計算中</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>書き出し中</translation>
    </message>
    <message>
        <source>Loading the networks</source>
        <translation>ネットワークを読み込み中</translation>
    </message>
    <message>
        <source>Measuring the perturbation</source>
        <translation>摂動を計測中</translation>
    </message>
    <message>
        <source>Outlining lung fields and heart</source>
        <translation>肺野と心臓を抽出中</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>Sweeping the amplitude</source>
        <translation>振幅を走査中</translation>
    </message>
    <message>
        <source>Searching for counterfactuals</source>
        <translation>反事実画像を探索中</translation>
    </message>
    <message>
        <source>{stage}, step {step} of {steps}</source>
        <translation>{stage}&#x3000;{step}／{steps} ステップ</translation>
    </message>
</context>
<context>
    <name>summary</name>
    <message>
        <source>In no region alone does δ do more than its controls.</source>
        <translation>単独で対照を超える効果をもつ領域はありません。</translation>
    </message>
    <message>
        <source>No ε up to {size} flips the answer.</source>
        <translation>ε を {size} まで上げても判定は反転しません。</translation>
    </message>
    <message>
        <source>The attack brightened or darkened no region more than chance does.</source>
        <translation>偶然を超えて明るく、または暗くなった領域はありません。</translation>
    </message>
    <message>
        <source>The attack brightened the {region} ({ratio}× the body mean, {share} of |δ| on {area} of the area).</source>
        <translation>攻撃は{region}を明るくしました（体部平均の {ratio} 倍、面積の {area} に |δ| の {share}）。</translation>
    </message>
    <message>
        <source>The attack darkened the {region} ({ratio}× the body mean, {share} of |δ| on {area} of the area).</source>
        <translation>攻撃は{region}を暗くしました（体部平均の {ratio} 倍、面積の {area} に |δ| の {share}）。</translation>
    </message>
    <message>
        <source>The flip is not specific: a control of the same size flips in {highest}.</source>
        <translation>反転は特異的ではありません。同じ大きさの対照も {highest} で反転します。</translation>
    </message>
    <message>
        <source>The flip is specific: controls of the same size flip in {highest}.</source>
        <translation>反転は特異的です。同じ大きさの対照の反転率は {highest} です。</translation>
    </message>
    <message>
        <source>The perturbation does not flip the answer.</source>
        <translation>この摂動では判定は反転しません。</translation>
    </message>
    <message>
        <source>The segmented heart keeps its place (cardiothoracic ratio {before} → {after}).</source>
        <translation>心臓の輪郭は動きません（心胸郭比 {before} → {after}）。</translation>
    </message>
    <message>
        <source>The segmented heart moves, too (cardiothoracic ratio {before} → {after}).</source>
        <translation>心臓の輪郭も動きます（心胸郭比 {before} → {after}）。</translation>
    </message>
    <message>
        <source>The smallest ε that flips is {size}.</source>
        <translation>反転する最小の ε は {size} です。</translation>
    </message>
    <message>
        <source>The {band} frequencies of δ ({energy} of its energy) act most, but do not flip alone.</source>
        <translation>δ の{band}周波成分（エネルギーの {energy}）の効果が最大ですが、単独では反転しません。</translation>
    </message>
    <message>
        <source>The {band} frequencies of δ ({energy} of its energy) flip alone.</source>
        <translation>δ の{band}周波成分（エネルギーの {energy}）は単独で判定を反転させます。</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中</translation>
    </message>
    <message>
        <source>δ does not flip the robust twin (P {before} → {after}).</source>
        <translation>δ はロバスト版の判定を反転させません（P {before} → {after}）。</translation>
    </message>
    <message>
        <source>δ flips the robust twin, too (P {before} → {after}).</source>
        <translation>δ はロバスト版の判定も反転させます（P {before} → {after}）。</translation>
    </message>
    <message>
        <source>δ in the {region} alone changes the logit by {change} (δ whole: {whole}).</source>
        <translation>{region}の δ だけでロジットは {change} 変化します（δ 全体では {whole}）。</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>Answers and overlays</source>
        <translation>答えとオーバーレイ</translation>
    </message>
    <message>
        <source>Choose a film here, or leaf through them with Page Up and Down.</source>
        <translation>ここで画像を選びます。Page Up / Page Down でも順に見られます。</translation>
    </message>
    <message>
        <source>F5 presents the films without names, Ctrl+G lets the class guess first, Ctrl+Shift+H hides identity everywhere, F1 lists every key. This tour stands in the Help menu.</source>
        <translation>F5で氏名なしの提示、Ctrl+Gで先に読影、Ctrl+Shift+Hで個人情報をすべて隠し、F1でキー一覧を表示します。この案内はヘルプメニューからいつでも見られます。</translation>
    </message>
    <message>
        <source>Move from the original (0) to the attack (1) and beyond. The curve is the network&apos;s probability on the way; the line marks where its answer turns. P plays it.</source>
        <translation>原画像（0）から攻撃後（1）、さらにその先へ動かします。曲線は途中の確率で、縦線は答えが反転する位置です。Pキーで再生します。</translation>
    </message>
    <message>
        <source>Open a film</source>
        <translation>画像を開く</translation>
    </message>
    <message>
        <source>Open films or a folder here, or drop them on the window. The third button opens the demo study. Nothing leaves this computer, and no file is changed.</source>
        <translation>ここで画像やフォルダーを開くか、ウィンドウにドロップします。3番目のボタンはデモ検査です。データが外部に送られることはなく、元のファイルも変更しません。</translation>
    </message>
    <message>
        <source>The amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>The open films</source>
        <translation>開いている画像</translation>
    </message>
    <message>
        <source>The original, and beside it the film that the network calls the opposite. Drag with the left button for brightness and contrast, turn the wheel to zoom, double-click to enlarge a pane. Adversarial films are synthetic and always marked.</source>
        <translation>左が原画像、隣がネットワークが逆の答えを出す画像です。左ドラッグで明るさとコントラスト、ホイールで拡大、ダブルクリックでペインを最大化します。敵対的画像は合成であり、常にその旨を表示します。</translation>
    </message>
    <message>
        <source>The panes</source>
        <translation>画像ペイン</translation>
    </message>
    <message>
        <source>To teach, and to find more</source>
        <translation>教育に使う・もっと知る</translation>
    </message>
    <message>
        <source>What the networks answer, the cardiothoracic ratio, the overlays with their opacity, and the options of the attack.</source>
        <translation>ネットワークの答え、心胸郭比、オーバーレイとその不透明度、攻撃の設定があります。</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>activation</source>
        <translation>活性</translation>
    </message>
    <message>
        <source>input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>ロジット</translation>
    </message>
    <message>
        <source>logit / input</source>
        <translation>ロジット／入力</translation>
    </message>
    <message>
        <source>grey levels</source>
        <translation>階調</translation>
    </message>
</context>
<context>
    <name>window_notices</name>
    <message>
        <source>No window is saved there. Ctrl and the digit saves the one that is shown.</source>
        <translation>その番号にはウィンドウが保存されていません。Ctrlと数字で現在のウィンドウを保存できます。</translation>
    </message>
    <message>
        <source>The demo study is not installed.</source>
        <translation>デモ検査がインストールされていません。</translation>
    </message>
    <message>
        <source>The lung fields of this film are not outlined yet.</source>
        <translation>この画像の肺野はまだ抽出されていません。</translation>
    </message>
    <message>
        <source>The network bundle is used until the program ends; the films are analysed anew.</source>
        <translation>ネットワークバンドルをプログラム終了まで使用します。画像は再解析されます。</translation>
    </message>
    <message>
        <source>The region that was drawn encloses nothing. Draw around it once more.</source>
        <translation>描いた領域が何も囲んでいません。もう一度囲んでください。</translation>
    </message>
    <message>
        <source>The settings were damaged. They were set aside, and the window starts afresh.</source>
        <translation>設定ファイルが壊れていたため退避し、初期状態で起動しました。</translation>
    </message>
    <message>
        <source>The view was copied, without identity.</source>
        <translation>表示を、個人情報を除いてコピーしました。</translation>
    </message>
    <message>
        <source>The window was saved. The digit brings it back on any film.</source>
        <translation>ウィンドウを保存しました。数字キーでどの画像にも適用できます。</translation>
    </message>
    <message>
        <source>The settings can&apos;t be read. They stay as they are; the window starts with the defaults, and no change of them will be kept.</source>
        <translation>設定を読み込めません。設定ファイルはそのままにして初期設定で起動し、設定の変更は保存されません。</translation>
    </message>
</context>
</TS>
